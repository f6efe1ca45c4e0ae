import Foundation
package import RolloutCore

/// The history of one service on disk: files of an hour of seconds and of a day of levels, of which
/// a fixed number is kept.
///
/// Its owner's only. Readers may read while one writes. What a crash cuts off is at most the last
/// record of the process, and of the host what was written in its last ten seconds.
package struct HistoryFolder: Sendable {
    /// Hours of seconds that are kept: a day, and the hour under way.
    package static let hours = 25
    /// Days of levels that are kept: a week, and the day under way.
    package static let days = 8
    /// Most bytes of one file; beyond half of them latencies are left out, beyond all everything.
    static let mostBytes = 8 << 20

    /// What files hold and how long each lasts.
    enum Kind: String, CaseIterable {
        case seconds = "seconds"
        case levels = "levels"

        var span: Int { self == .seconds ? 3_600 : 86_400 }
        var kept: Int { self == .seconds ? HistoryFolder.hours : HistoryFolder.days }
    }

    /// The folder's path.
    package let path: String

    /// The history in that folder; nothing is made before something is written.
    package init(path: String) { self.path = path }

    /// The file that a second since 1970 belongs into.
    func file(_ kind: Kind, of second: Int) -> String {
        "\(path)/\(kind.rawValue)-\(second / kind.span)"
    }

    /// The numbers of the files of a kind, oldest first.
    func numbers(_ kind: Kind) -> [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let begin = kind.rawValue + "-"
        return names.filter { $0.hasPrefix(begin) }.compactMap { Int($0.dropFirst(begin.count)) }
            .sorted()
    }

    /// What a file holds; nothing when it cannot be read.
    func content(_ kind: Kind, number: Int) -> RecordPages.Content {
        let data = FileManager.default.contents(atPath: "\(path)/\(kind.rawValue)-\(number)")
        return RecordPages.read(Array((data ?? Data()).prefix(Self.mostBytes + (1 << 20))))
    }
}

extension HistoryFolder {
    /// Seconds of the history, read anew each time.
    package struct Seconds: HistorySource {
        let folder: HistoryFolder
        let range: Range<Int>
        package var interval: Int { 1 }

        package func forEachSecond(_ body: (HistorySecond) -> Void) {
            for number in folder.numbers(.seconds)
            where range.overlaps((number * 3_600)..<((number + 1) * 3_600)) {
                for record in folder.content(.seconds, number: number).records {
                    guard let second = SecondRecord.second(record),
                        range.contains(Int(second.second.microseconds / 1_000_000))
                    else { continue }
                    body(second)
                }
            }
        }
    }

    /// The seconds of that span before `end`.
    package func seconds(_ span: Duration, before end: Timestamp) -> Seconds {
        let last = Int(end.microseconds / 1_000_000)
        return Seconds(folder: self, range: (last - Int(span.components.seconds))..<last)
    }

    /// The levels of a metric in blocks of 10 s that end at `end`, oldest first.
    ///
    /// Nil where nothing was read; empty when there are none at all.
    package func levels(_ metric: MetricName, before end: Timestamp) -> [Double?] {
        let last = Int(end.microseconds / 10_000_000)
        var found: [Int: Double] = [:]
        for number in numbers(.levels) {
            for record in content(.levels, number: number).records {
                guard let (block, levels) = LevelRecord.levels(record), block < last else {
                    continue
                }
                for level in levels where level.metric == metric && level.value.isFinite {
                    found[block] = level.value
                }
            }
        }
        let oldest = last - Self.days * 8_640
        guard let first = found.keys.filter({ $0 >= oldest }).min() else { return [] }
        return (first..<last).map { found[$0] }
    }

    /// Whether nothing was ever observed.
    package var isEmpty: Bool { numbers(.seconds).isEmpty }

    /// What is wrong with the files, in a sentence; nil when nothing is.
    package var damage: String? {
        let damaged = Kind.allCases.reduce(0) { sum, kind in
            sum + numbers(kind).count { content(kind, number: $0).isDamaged }
        }
        guard damaged > 0 else { return nil }
        return "\(damaged) file\(damaged == 1 ? "" : "s") of the history damaged; what follows the "
            + "damage in \(damaged == 1 ? "it" : "them") was left out"
    }
}
