import Foundation
import Testing

@testable import RolloutCore

@Suite struct ExcursionCalibrationTests {
    private let hour = ExcursionWindows(release: .seconds(3_600))

    @Test func `a calibration agrees with the reference`() throws {
        let vectors = try ExcursionVectors.read()
        let calibration = try vectors.calibration()
        #expect(calibration.releases == vectors.N)
        #expect(agrees(calibration.scale, vectors.scale))
        #expect(agrees(calibration.cap, vectors.zcap))
        #expect(agree(calibration.members.map(\.allowance), vectors.k))
        #expect(agree(calibration.members.map(\.upperQuartile), vectors.u))
        #expect(agree(calibration.members.map(\.meanExcess), vectors.beta))
        #expect(agree(calibration.members.map { $0.highest[0] }, vectors.max_of_maxima))
    }

    @Test func `thresholds agree with the reference inside and beyond the history`() throws {
        let vectors = try ExcursionVectors.read()
        let calibration = try vectors.calibration()
        func thresholds(_ chance: Double) -> [Double] {
            calibration.members.map { calibration.threshold(of: $0, chance: chance / 4) }
        }
        #expect(agree(thresholds(0.001), vectors.thresholds_alpha_0_001_over_4))
        #expect(agree(thresholds(0.08), vectors.thresholds_alpha_0_08_over_4))
    }

    @Test func `a tail from little history is longer, and from much the same`() throws {
        let little = ExcursionCalibration.hours(12)
        let much = ExcursionCalibration.hours(1_200)
        func ratio(_ calibration: ExcursionCalibration, _ chance: Double) -> Double {
            let member = calibration.members[0]
            return calibration.threshold(of: member, chance: chance, isPredictive: true)
                / calibration.threshold(of: member, chance: chance)
        }
        // n((1/4p)^(1/n) - 1) over ln(1/4p), with n = 6 and p = 1/400: 6.927 over 4.605.
        #expect(abs(ratio(little, 0.0025) - 1.504) < 0.001)
        #expect(abs(ratio(much, 0.00001) - 1) < 0.01)
        #expect(ratio(little, 0.0005) > ratio(little, 0.0025))
    }

    @Test func `a rarer chance never has a lower threshold`() throws {
        let calibration = try ExcursionCalibration(history: wanderingLevel(), windows: hour)
        for member in calibration.members {
            let thresholds = [0.08, 0.04, 0.02, 0.01, 0.004, 0.001, 0.0001].map {
                calibration.threshold(of: member, chance: $0 / 4)
            }
            #expect(thresholds == thresholds.sorted())
        }
    }

    @Test func `a day of ten-second blocks gives a fake release every five minutes`() throws {
        let calibration = try ExcursionCalibration(history: wanderingLevel(), windows: hour)
        #expect(calibration.releases == 275)
    }

    @Test func `less than a day is refused with what is needed`() throws {
        let problem = #expect(throws: CalibrationProblem.self) {
            try ExcursionCalibration(history: wanderingLevel(blocks: 2_160), windows: hour)
        }
        #expect(
            problem?.explanation
                == "not compared with its history: 6 h of it, 1 d are needed. The level is watched "
                + "by its limits only. Keep the observation running, or import a longer history."
        )
    }

    @Test func `a release as long as the history is refused`() {
        #expect(throws: CalibrationProblem.self) {
            try ExcursionCalibration(
                history: wanderingLevel(),
                windows: ExcursionWindows(release: .seconds(86_400))
            )
        }
    }

    @Test(arguments: [0, 1, 59])
    func `hardly any history is refused, not calibrated`(_ blocks: Int) {
        #expect(throws: CalibrationProblem.self) {
            try ExcursionCalibration(
                history: wanderingLevel(blocks: blocks),
                windows: hour,
                least: .zero
            )
        }
    }

    @Test func `a history that was hardly read is refused`() {
        let history = wanderingLevel().enumerated().map { $0 % 10 == 0 ? $1 : nil }
        let problem = #expect(throws: CalibrationProblem.self) {
            try ExcursionCalibration(history: history, windows: hour)
        }
        #expect(problem == .tooManyGaps(usable: 0, of: 275))
    }

    @Test func `gaps leave the scale of a history as it is`() throws {
        // A source scraped every 15 s has no reading in every third block.
        let whole = try ExcursionCalibration(history: wanderingLevel(), windows: hour)
        let history = wanderingLevel().enumerated().map { $0 % 3 == 0 ? nil : $1 }
        let gaps = try ExcursionCalibration(history: history, windows: hour)
        #expect(gaps.releases == whole.releases)
        #expect((gaps.scale / whole.scale - 1).magnitude < 0.05)
    }

    @Test func `readings that are no numbers are gaps`() throws {
        var history = wanderingLevel()
        let hole = 2_000..<2_100
        for block in hole { history[block] = nil }
        let gaps = try ExcursionCalibration(history: history, windows: hour)
        for block in hole { history[block] = block % 2 == 0 ? .nan : .infinity }
        #expect(try ExcursionCalibration(history: history, windows: hour) == gaps)
    }

    @Test func `a level that never moved is judged by a twentieth of itself`() throws {
        let constant = [Double?](repeating: -40, count: 8_640)
        let calibration = try ExcursionCalibration(history: constant, windows: hour)
        #expect(calibration.scale == 2)
        #expect(calibration.members.map(\.allowance) == [0.5, 0.75, 1, 1.5])
    }

    @Test func `a level that was always zero is judged by the unit it counts in`() throws {
        let zero = [Double?](repeating: 0, count: 8_640)
        #expect(try ExcursionCalibration(history: zero, windows: hour).scale == 1)
        #expect(try ExcursionCalibration(history: zero, windows: hour, unit: 0.01).scale == 0.01)
    }

    @Test func `negative levels shift nothing but the reference`() throws {
        let zero = wanderingLevel().map { $0.map { $0 - 40 } }
        let below = wanderingLevel().map { $0.map { $0 - 80 } }
        let calibrations = try [zero, below].map {
            try ExcursionCalibration(history: $0, windows: hour)
        }
        #expect(
            zip(calibrations[0].members, calibrations[1].members).allSatisfy {
                ($0.allowance - $1.allowance).magnitude < 1e-6
            }
        )
    }

    @Test func `a calibration comes back from its stored form, which is small`() throws {
        let calibration = try ExcursionCalibration(history: wanderingLevel(), windows: hour)
        let stored = try JSONEncoder().encode(calibration)
        #expect(stored.count < 2_000)
        let back = try JSONDecoder().decode(ExcursionCalibration.self, from: stored)
        #expect(back == calibration)
    }

    @Test func `windows of a very long release are cut further apart`() {
        let day = ExcursionWindows(release: .seconds(86_400))
        let spread = day.spread(over: 60_480)
        #expect(spread.stride > day.stride)
        #expect((60_480 - 60 - 8_640) / spread.stride * 8_640 <= 4_000_000)
        #expect(hour.spread(over: 60_480) == hour)
    }
}

extension ExcursionCalibration {
    /// A history of that many hours whose excesses are 1 on average, above nothing.
    fileprivate static func hours(_ count: Int) -> ExcursionCalibration {
        ExcursionCalibration(
            scale: 1,
            cap: 8,
            members: [Member(allowance: 1, upperQuartile: 0, meanExcess: 1, highest: [0.1])],
            releases: count,
            windows: ExcursionWindows(release: 360, reference: 60, stride: 360)
        )
    }
}
