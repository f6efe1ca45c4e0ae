@testable import handoff

/// Files of counts for tests, read without touching a disk.
enum CountText {
    static let header = "second,group,requests,errors,weight\n"

    /// Rows of both groups for those seconds, 5 canary requests and 95 stable ones in each.
    static func steady(_ seconds: some Sequence<Int>, failed: Int = 0) -> String {
        seconds.map { "\($0),canary,5,\(failed),5\n\($0),stable,95,0,5\n" }.joined()
    }

    /// What a text says, and what was repaired.
    static func read(
        _ text: String,
        areTotals: Bool = false
    ) throws(CountFileProblem) -> (seconds: [FileSecond], repairs: Repairs) {
        var reader = CountReader(areTotals: areTotals)
        let seconds = try reader.take(Array(text.utf8)) + reader.finish()
        return (seconds, reader.repairs)
    }

    /// What is wrong with a text, as `line:column: sentence`; empty when nothing is.
    static func problem(_ text: String) -> String {
        do throws(CountFileProblem) {
            _ = try read(text)
            return ""
        } catch {
            return "\(error.position.line):\(error.position.column): \(error.sentence)"
        }
    }
}
