import Foundation
import Testing

@testable import RolloutCore

@Suite struct ExcursionWatchTests {
    private let history = wanderingLevel()

    private func watch() throws -> ExcursionWatch {
        let calibration = try ExcursionCalibration(
            history: history,
            windows: ExcursionWindows(release: .seconds(3_600))
        )
        return try ExcursionWatch(calibration, before: history)
    }

    @Test func `the first block over each limit is that of the reference`() throws {
        let vectors = try ExcursionVectors.read()
        let calibration = try vectors.calibration()
        for run in vectors.runs {
            let limit = ExcursionLimit(chance: run.alpha, factor: run.factor)
            var watch = try ExcursionWatch(calibration, before: vectors.hist, hold: limit)
            for block in run.post { watch.add(block) }
            #expect(watch.firstHold == run.first_block, "\(run.name), \(limit)")
        }
    }

    @Test func `the hold level comes before the rollback level`() throws {
        var watch = try watch()
        var levels: [ExcursionLevel] = []
        for block in 0..<60 { levels.append(watch.add(40 + Double(block))) }
        #expect(levels.first == .calm)
        #expect(levels == levels.sorted())
        #expect(levels.contains(.hold))
        #expect(levels.last == .rollback)
    }

    @Test func `a level below where it stood never alarms`() throws {
        var watch = try watch()
        for _ in 0..<360 { #expect(watch.add(-1_000) == .calm) }
    }

    @Test func `silence is not calm and does not calm`() throws {
        var watch = try watch()
        #expect(watch.add(nil) == .calm)
        #expect(watch.add(.nan) == .calm)
        #expect(watch.add(nil) == .unmeasured)
        #expect(watch.add(40) == .calm)
        while watch.level < .hold { watch.add(90) }
        let level = watch.level
        for _ in 0..<100 { #expect(watch.add(nil) == level) }
        #expect(watch.missing == 103)
    }

    @Test func `a gap delays a finding and changes it by nothing`() throws {
        var whole = try watch()
        var gaps = try watch()
        for block in 0..<40 {
            whole.add(40 + Double(block) / 2)
            gaps.add(nil)
            gaps.add(40 + Double(block) / 2)
        }
        #expect(gaps.sums.map(\.value) == whole.sums.map(\.value))
    }

    @Test func `a watch that was stored goes on with the same bits`() throws {
        var watch = try watch()
        for block in 0..<20 { watch.add(40 + Double(block) / 7) }
        let stored = try JSONEncoder().encode(watch)
        var back = try JSONDecoder().decode(ExcursionWatch.self, from: stored)
        for block in 0..<20 {
            watch.add(44 + Double(block) / 3)
            back.add(44 + Double(block) / 3)
        }
        #expect(back == watch)
    }

    @Test func `without readings before the release there is nothing to compare with`() throws {
        let calibration = try watch().calibration
        let before = history.dropLast(31) + [Double?](repeating: nil, count: 31)
        let problem = #expect(throws: CalibrationProblem.self) {
            try ExcursionWatch(calibration, before: Array(before))
        }
        #expect(problem == .noReference(read: 29, of: 60))
    }

    @Test func `hours without a change are seldom held`() throws {
        let calibration = try watch().calibration
        var held = 0
        for seed in 2...201 {
            let other = wanderingLevel(blocks: 500 + 360, seed: UInt64(seed))
            var watch = try ExcursionWatch(calibration, before: Array(other.prefix(500)))
            for block in other.suffix(360) { watch.add(block) }
            #expect(watch.firstRollback == nil)
            if watch.firstHold != nil { held += 1 }
        }
        #expect(held <= 6)
    }

    @Test func `the sentence tells how often it was so before`() throws {
        var watch = try watch()
        for _ in 0..<12 { watch.add(90) }
        let sentence = watch.finding.sentence(of: .backlog, unit: "jobs")
        #expect(sentence.hasPrefix("queue backlog: 90 jobs, "))
        #expect(
            sentence.hasSuffix(
                " before the release, for 2 m: higher than in any of 275 comparable hours"
            ),
            "\(sentence)"
        )
    }

    @Test func `a small rise that lasts is told as one`() throws {
        var watch = try watch()
        while watch.firstHold == nil, watch.blocks < 360 { watch.add(watch.reference + 9) }
        let sentence = watch.finding.sentence(of: .connections, unit: "connections")
        #expect(watch.finding.isSlow)
        #expect(sentence.contains("longer higher than in any of 275 comparable hours"))
    }

    @Test func `silence and calm are told as what they are`() throws {
        var watch = try watch()
        let calm = watch.add(40)
        #expect(calm == .calm)
        let sentence = watch.finding.sentence(of: .backlog, unit: "jobs")
        #expect(sentence.hasSuffix("; within what 275 comparable hours show"))
        for _ in 0..<3 { watch.add(nil) }
        let silent = watch.finding.sentence(of: .backlog, unit: "jobs")
        #expect(silent == "queue backlog: nothing read; that is no sign of calm")
    }

    @Test func `a release that outlasts its plan says so`() throws {
        var watch = try watch()
        for _ in 0..<361 { watch.add(95) }
        #expect(watch.isBeyondPlan)
        let sentence = watch.finding.sentence(of: .backlog, unit: "jobs")
        #expect(sentence.hasSuffix("; the release takes longer than those did"))
    }
}
