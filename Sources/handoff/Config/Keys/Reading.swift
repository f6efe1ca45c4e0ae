/// One pass over a file: what was found wrong, and where each key stands.
struct Reading {
    /// What was found wrong so far, in no order.
    private(set) var problems: [ConfigProblem] = []
    /// Where the keys in force now lead: `instances`, `drain`, `within`.
    private var path: [String] = []
    /// Where the value of each key given stands, by its path.
    private var places: [String: Position] = [:]
    /// Paths at or below which something is wrong.
    private var broken: Set<String> = []
    /// Paths that have no value: missing, or not of their kind.
    private var valueless: Set<String> = []
    /// Paths of all keys the file may have, for saying where a misplaced one belongs.
    let known: [String]

    /// A pass over a file with those keys.
    init(known: [String]) { self.known = known }

    /// The key being read, for the beginning of a sentence: `` `count` ``, `entry 2 of env`.
    var subject: String {
        guard let last = path.last else { return "the file" }
        guard let item = last.wholeMatch(of: #/\[(\d+)\]/#), path.count > 1 else {
            return last.quotedForSentence
        }
        return "entry \(item.1) of \(path[path.count - 2].quotedForSentence)"
    }

    /// The section being read, with all keys that lead there, for "unknown key … in …".
    var section: String {
        path.isEmpty ? "the file" : Self.joined(path).quotedForSentence
    }

    /// The path being read, as schema and table name it.
    var location: String { Self.joined(path) }

    /// Reads what lies below a key or a list entry.
    mutating func within<Value>(
        _ name: String,
        at position: Position,
        _ body: (inout Reading) -> Value
    ) -> Value {
        path.append(name)
        places[location] = position
        defer { path.removeLast() }
        return body(&self)
    }

    /// Notes something wrong with what is being read.
    ///
    /// - Parameters:
    ///   - sentence: the fact and what to write instead.
    ///   - position: where in the file.
    ///   - isWithoutValue: whether nothing can be said of the value any more, so that conditions
    ///     it takes part in are not looked at.
    mutating func report(
        _ sentence: String,
        at position: Position,
        isWithoutValue: Bool = false
    ) {
        if isWithoutValue { valueless.insert(location) }
        problems.append(ConfigProblem(position: position, sentence: sentence))
        for length in 0...path.count { broken.insert(Self.joined(path.prefix(length))) }
    }

    /// Where the value of a key below the present section stands; nil when it was not given.
    func place(of key: String) -> Position? { places[absolute(key)] }

    /// Whether a key below the present section has a value, its own or the default, and nothing
    /// is wrong with it.
    func isSound(_ key: String) -> Bool {
        let path = absolute(key)
        let isLost = valueless.contains {
            path == $0 || path.hasPrefix($0 + ".") || path.hasPrefix($0 + "[")
        }
        return !isLost && !broken.contains(path)
    }

    /// The section a key of that name belongs to, empty for the top; nil when there is none, or
    /// when it belongs to several or to this one.
    func home(of name: String) -> String? {
        let homes = known.filter { $0 == name || $0.hasSuffix(".\(name)") }
            .map { $0.dropLast(name.count + ($0 == name ? 0 : 1)).replacing("[]", with: "") }
        guard let home = homes.first, Set(homes).count == 1, home != location else { return nil }
        return String(home)
    }

    private func absolute(_ key: String) -> String {
        key.isEmpty ? location : Self.joined(path + [key])
    }

    private static func joined(_ path: some Sequence<String>) -> String {
        path.reduce("") { $0.isEmpty ? $1 : $1.hasPrefix("[") ? $0 + $1 : $0 + "." + $1 }
    }
}
