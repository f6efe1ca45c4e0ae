/// What commands of a plan get of our own environment, whatever else they get.
enum CommandEnvironment {
    /// Variables every program may need to find others, a home, a language and a clock.
    static let usual = ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "TZ"]

    /// Those of them that have a value.
    static func usual(of value: (String) -> String?) -> [String: String] {
        usual.reduce(into: [:]) { $0[$1] = value($1) }
    }
}
