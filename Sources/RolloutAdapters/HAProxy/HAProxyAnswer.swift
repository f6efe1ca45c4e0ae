/// Reads the runtime socket's answers that are not tables.
enum HAProxyAnswer {
    /// The number in the answer to `get map`; nil when the key was not found or is no share.
    static func share(_ answer: String) -> Int? {
        guard answer.contains("found=yes"), let value = value(of: "value", in: answer),
            let share = Int(value), (0...10_000).contains(share)
        else { return nil }
        return share
    }

    /// The value of a `name: value` line of `show info`.
    static func field(_ name: String, in answer: String) -> Substring? {
        answer.split(separator: "\n").first { $0.hasPrefix(name + ": ") }?
            .dropFirst(name.count + 2)
    }

    /// An answer as part of a sentence, at most 200 characters, without control characters.
    static func oneLine(_ answer: String) -> String {
        let words = answer.split { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 32 } }
        let line = words.joined(separator: " ").prefix(200)
        return line.isEmpty ? "no answer" : String(line.last == "." ? line.dropLast() : line)
    }

    /// The lines of HAProxy's own output that say what is wrong, else all of it, as one line.
    static func alert(_ output: String) -> String {
        let lines = output.split(separator: "\n")
        let alerts = lines.filter { $0.hasPrefix("[ALERT]") }.map { line in
            line.split(separator: " : ", maxSplits: 1).last ?? line
        }
        return oneLine((alerts.isEmpty ? lines : alerts).joined(separator: "; "))
    }

    private static func value(of name: String, in answer: String) -> Substring? {
        for part in answer.split(separator: ",") {
            let trimmed = part.drop { $0 == " " }
            guard trimmed.hasPrefix(name + "=\"") else { continue }
            return trimmed.dropFirst(name.count + 2).prefix { $0 != "\"" }
        }
        return nil
    }
}
