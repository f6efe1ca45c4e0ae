package import RolloutCore

// Flags and dependencies, as others than the engine change and see them.
extension SimulatedWorld {
    /// The flag's value; nil when it has none.
    package func flag(_ name: String) -> FlagValue? { with { $0.flags[name] } }

    /// Somebody other than the engine gives a flag that value, or takes it away.
    package func setFlag(_ name: String, to value: FlagValue?) {
        with { $0.flags[name] = value }
    }

    /// How often that dependency was asked so far.
    package func answers(of external: String) -> Int {
        with { $0.externalAnswers[external] ?? 0 }
    }

    /// Has a dependency answer nobody from then on, for that long.
    package func outage(of external: String, after span: Duration, lasting length: Duration) {
        fault(after: span) { $0.lostExternals.insert(external) }
        fault(after: span + length) { $0.lostExternals.remove(external) }
    }
}
