import Foundation
import Testing

@testable import RolloutCore

/// What the reference in Python says of two fake releases and of which length to choose.
struct RehearsalVectors: Decodable {
    struct Case: Decodable {
        let name: String
        let q: Double
        let kc: [Int]
        let kb: [Int]
        let nc: [Int]
        let nb: [Int]
        let max_e: [Double]
        let passed: [Bool]
        let delta: Int

        var release: FakeRelease {
            let canary = RehearsalSlice(requests: nc, events: kc)
            let rest = RehearsalSlice(requests: nb, events: kb)
            return FakeRelease(canary: canary, all: RehearsalSlice(sumOf: [canary, rest]))
        }
    }

    struct Pick: Decodable {
        let passed: [Bool]
        let out: Int
    }

    let rehearsal: [Case]
    let pick_delta: [Pick]

    static func read() throws -> RehearsalVectors {
        let found = Bundle.module.url(forResource: "Vectors/vectors", withExtension: "json")
        let data = try Data(contentsOf: #require(found))
        return try JSONDecoder().decode(RehearsalVectors.self, from: data)
    }
}

extension RehearsalSlice {
    init(requests: [Int], events: [Int]) {
        self.init()
        for (requests, events) in zip(requests, events) {
            append(
                requests: Double(requests),
                events: Double(events),
                canaryEvents: Double(events)
            )
        }
    }
}

/// Counts that come by chance, the same on every host.
struct CountSource {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A number from 0 up to, not including, 1.
    mutating func next() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) / 9_007_199_254_740_992
    }

    /// How many of `trials` happen, each with that chance.
    mutating func count(of trials: Int, chance: Double) -> Int {
        (0..<trials).count { _ in next() < chance }
    }
}
