extension Shop {
    static let longestLive = 300.0
    static let usualLive = 10.0

    /// A stream of server-sent events, one a second, that ends by itself.
    ///
    /// When the instance drains, the stream ends as it would have later: complete, with the
    /// word to come back in a moment, so that a browser connects again elsewhere.
    func live(_ request: Request) -> Response {
        let asked = request.queryItem("seconds").flatMap(Double.init) ?? Self.usualLive
        guard asked >= 0, asked <= Self.longestLive else {
            return .plain("A stream lasts between 0 and 300 seconds.", status: 422)
        }
        return Response(streaming: "text/event-stream") { send in
            let end = ContinuousClock.now + .seconds(asked)
            var number = 0
            while send("event: tick\ndata: \(number)\n\n"), await self.pauseLive(until: end) {
                number += 1
            }
            _ = send("retry: 500\nevent: end\ndata: \(number)\n\n")
        }
    }

    /// Waits for the next tick; false when the stream is to end.
    private func pauseLive(until end: ContinuousClock.Instant) async -> Bool {
        let tick = min(ContinuousClock.now + .seconds(1), end)
        while ContinuousClock.now < tick {
            guard !isDraining, !Task.isCancelled else { return false }
            try? await Task.sleep(until: min(tick, .now + .milliseconds(100)))
        }
        return ContinuousClock.now < end
    }
}
