extension Rollout {
    /// Folds one recorded entry into the state.
    package mutating func apply(_ entry: Entry) {
    }
}
