import Foundation
import Testing

@testable import RolloutCore

/// What the reference in Python says of one history; see `statistics.md`, section 14.
struct ExcursionVectors: Decodable {
    struct Run: Decodable {
        let name: String
        let post: [Double]
        let alpha: Double
        let factor: Double
        let first_block: Int?
    }

    let hist: [Double]
    let win: Int
    let ref: Int
    let stride: Int
    let N: Int
    let scale: Double
    let zcap: Double
    let k: [Double]
    let u: [Double]
    let beta: [Double]
    let max_of_maxima: [Double]
    let thresholds_alpha_0_001_over_4: [Double]
    let thresholds_alpha_0_08_over_4: [Double]
    let runs: [Run]

    static func read() throws -> ExcursionVectors {
        struct File: Decodable { let excursion: ExcursionVectors }
        let found = Bundle.module.url(forResource: "Vectors/vectors", withExtension: "json")
        let data = try Data(contentsOf: #require(found))
        return try JSONDecoder().decode(File.self, from: data).excursion
    }

    func calibration() throws -> ExcursionCalibration {
        let windows = ExcursionWindows(release: win, reference: ref, stride: stride)
        return try ExcursionCalibration(history: hist, windows: windows, least: .seconds(3_600))
    }
}

/// Whether two numbers agree to a billionth of the larger.
func agrees(_ left: Double, _ right: Double) -> Bool {
    (left - right).magnitude <= 1e-9 * max(left.magnitude, right.magnitude)
}

/// Whether all numbers agree, one by one.
func agree(_ left: [Double], _ right: [Double]) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { agrees($0, $1) }
}

/// A level with inertia around 40, the same on every host: a day of blocks of 10 s by default.
func wanderingLevel(blocks: Int = 8_640, seed: UInt64 = 1) -> [Double?] {
    var state = seed
    var level = 40.0
    return (0..<blocks).map { _ in
        var noise = -2.0
        for _ in 0..<4 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            noise += Double(state >> 11) / 9_007_199_254_740_992
        }
        level = 40 + 0.9 * (level - 40) + 3 * noise
        return level
    }
}
