import Foundation

/// When the judge did what in one release, in seconds since its beginning.
struct Decisions: Sendable, Hashable {
    /// When it rolled back; nil when it did not.
    var rollback: Int?
    /// When it first held or rolled back; nil when it did neither.
    var hold: Int?
    /// When it had shown that errors are not twice as many; nil when it had not.
    var cleared: Int?
}

/// The judge that is measured.
enum JudgeUnderTest {
    static func rehearse(errors history: [EventSeries]) -> Calibration {
        Rehearsing.calibrate(history, theta0: 1.1, crash: true)
    }

    static func judge(
        errors s: EventSeries, _ schedule: Schedule, _ c: Calibration
    ) -> Decisions {
        let prior = StartPrior(s.seconds, schedule.stageStarts)
        var share = VoteStream(.share, c.share, theta0: 1.1)
        var excess = VoteStream(.excess, c.excess, theta0: 1.1, phi: c.phi, history: c.p)
        var crash = VoteStream(.crash, c.crash, theta0: 1.1)
        var clear = VoteStream(.clear, c.share, theta0: 1.1)
        let flat = StartPrior(s.seconds)
        var d = Decisions()
        for t in 0..<s.seconds {
            let kc = Double(s.canaryEvents[t]), kb = Double(s.baselineEvents[t])
            let nc = Double(s.canaryRequests[t]), nb = Double(s.baselineRequests[t])
            let q = schedule.weight(at: t), w = prior.at(t)
            _ = share.step(kc, kb, nc, nb, q, w, t)
            _ = excess.step(kc, kb, nc, nb, q, w, t)
            _ = crash.step(kc, kb, nc, nb, q, w, t)
            if clear.step(kc, kb, nc, nb, q, flat.at(t), t), d.cleared == nil, clear.e >= 20 {
                d.cleared = t + 1
            }
            let e = 0.3 * share.e + 0.15 * excess.e + 0.05 * crash.e
            if d.hold == nil, e >= 10 { d.hold = t + 1 }
            if e >= 125, share.adverse + excess.adverse + crash.adverse >= 3 { d.rollback = t + 1; break }
        }
        return d
    }

    struct LatencyCalibration: Sendable {
        var buckets: [Int]
        var streams: [Calibration]
    }

    static func rehearse(latencies history: [LatencySeries]) -> LatencyCalibration {
        var counts = [Double](repeating: 0, count: LatencyLaw.buckets)
        for s in history {
            for i in 0..<s.baseline.count { counts[i % LatencyLaw.buckets] += Double(s.baseline[i]) }
        }
        let total = counts.reduce(0, +)
        let law = counts.map { $0 / total }
        let buckets = [0.5, 0.95, 0.99].map { LatencyLaw.bucket(ofQuantile: $0, in: law) }
        return LatencyCalibration(
            buckets: buckets,
            streams: buckets.map { b in
                Rehearsing.calibrate(history.map { $0.slower(than: b) }, theta0: 1, crash: false)
            })
    }

    static func judge(
        latencies series: LatencySeries, _ schedule: Schedule, skip: Int, _ c: LatencyCalibration
    ) -> Decisions {
        let prior = StartPrior(series.seconds, schedule.stageStarts)
        let inputs = c.buckets.map { series.slower(than: $0) }
        var streams: [(Double, Int, VoteStream)] = []
        let weights = [(0.05, 0.05), (0.12, 0.08), (0.12, 0.08)]
        for i in 0..<3 {
            let k = c.streams[i]
            streams.append((weights[i].0, i, VoteStream(.share, k.share, theta0: 1, skip: skip)))
            streams.append((weights[i].1, i, VoteStream(.excess, k.excess, theta0: 1, phi: k.phi, history: k.p, skip: skip)))
        }
        var d = Decisions()
        for t in 0..<series.seconds {
            var e = 0.0
            for j in streams.indices {
                let s = inputs[streams[j].1]
                _ = streams[j].2.step(
                    Double(s.canaryEvents[t]), Double(s.baselineEvents[t]), Double(s.canaryRequests[t]),
                    Double(s.baselineRequests[t]), schedule.weight(at: t), prior.at(t), t)
                e += streams[j].0 * streams[j].2.e
            }
            if d.hold == nil, e >= 10 { d.hold = t + 1 }
            if e >= 125 { d.rollback = t + 1; break }
        }
        return d
    }
}
extension JudgeUnderTest {
    static func judge(gauge: GaugeScenario.Blocks) -> Decisions { Decisions() }
}
