/// What commands beside the service get as environment.
enum CommandEnvironment {
    /// What every program needs, none of it secret.
    private static let names = ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "TZ"]

    /// The variables every command gets, as far as we have them ourselves.
    static func usual(_ value: (String) -> String?) -> [String: String] {
        let pairs = names.compactMap { name in value(name).map { (name, $0) } }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}
