import Foundation

/// The tables that the latencies of a release are drawn from.
struct LatencyTables {
    /// The canary's.
    let canary: Course
    /// The baseline's; in a history everybody's.
    let baseline: Course

    /// For requests that meet a collector's pause.
    static let pause = AliasTable(LatencyLaw.pause.probabilities)

    /// One table for every law an arm goes through, and which is in force in each second.
    struct Course {
        private let tables: [AliasTable]
        private let places: [Int]

        /// The same law throughout.
        init(_ law: LatencyLaw, seconds: Int) {
            tables = [AliasTable(law.probabilities)]
            places = Array(repeating: 0, count: seconds)
        }

        /// The ordinary law with a scale that changes; a table for every hundredth of it.
        init(seconds: Int, scale: (Int) -> Double) {
            var tables: [AliasTable] = []
            var known: [Int: Int] = [:]
            places = (0..<seconds).map { second in
                let hundredths = Int((scale(second) * 100).rounded())
                if let place = known[hundredths] { return place }
                var law = LatencyLaw()
                law.scale = Double(hundredths) / 100
                tables.append(AliasTable(law.probabilities))
                known[hundredths] = tables.count - 1
                return tables.count - 1
            }
            self.tables = tables
        }

        /// The table in force in that second.
        func table(at second: Int) -> AliasTable { tables[places[second]] }
    }

    /// The tables of a course of so many seconds.
    init(_ course: LatencyScenario.Course, seconds: Int) {
        let ordinary = Course(LatencyLaw(), seconds: seconds)
        switch course {
        case .law(let law):
            baseline = ordinary
            canary = Course(law, seconds: seconds)
        case .commonDrift:
            baseline = Course(seconds: seconds) { 1 + min(1, max(0, Double($0 - 600) / 1_800)) }
            canary = baseline
        case .warmUp:
            baseline = ordinary
            canary = Course(seconds: seconds) { 1 + 2 * exp(-Double($0) / 30) }
        }
    }
}
