/// A plan file's tree, taken apart into one for each of its environments.
struct EnvironmentLayers {
    /// The tree for one environment.
    struct Variant {
        /// The environment's name; nil in a file without `environments`.
        var name: String?
        /// The tree with what the environment says laid over the rest.
        var root: YAMLNode
        /// Where what the environment itself says stands.
        var places: Set<Position> = []
    }

    /// The trees in the order of the file; at least one.
    private(set) var variants: [Variant] = []
    /// What is wrong with `environments` itself.
    private(set) var problems: [ConfigProblem] = []
    /// The environment that is meant when nobody names one.
    private(set) var usual: String?
    /// Where `environments`, or else `environment`, stands.
    private(set) var position = Position.start

    /// What to write, as it follows "Write".
    static let expected =
        "a section of names, such as {staging: {}, production: {instances: {count: 8}}}"

    /// Takes a tree apart.
    init(_ root: YAMLNode) {
        guard case .map(let entries) = root.content else {
            variants = [Variant(root: root)]
            return
        }
        let own = entries.first { $0.key == "environment" }
        guard let several = entries.first(where: { $0.key == "environments" }) else {
            position = own?.value.position ?? root.position
            variants = [Variant(root: root)]
            return
        }
        position = several.keyPosition
        var rest = entries
        rest.removeAll { $0.keyPosition == several.keyPosition }
        rest.removeAll { $0.key == "environment" && $0.keyPosition == own?.keyPosition }
        let shared = YAMLNode(position: root.position, content: .map(rest))
        guard case .map(let layers) = several.value.content, !layers.isEmpty else {
            report(
                "`environments` is \(several.value.spoken). Write \(Self.expected).",
                at: several.value.position
            )
            // The rest is read as if there were one, so that what else is wrong is said as well.
            variants = [Variant(root: root.without("environments"))]
            return
        }
        for layer in layers where !layer.key.hasPrefix("x-") { add(layer, over: shared) }
        choose(own)
    }

    private mutating func report(_ sentence: String, at position: Position) {
        problems.append(ConfigProblem(position: position, sentence: sentence))
    }

    /// Lays one environment over what all share.
    private mutating func add(_ layer: YAMLNode.Entry, over shared: YAMLNode) {
        let name = layer.key.quotedForSentence
        guard NamePattern.plain.isMet(by: layer.key) else {
            report(
                "\(name) cannot be the name of an environment. Write \(NamePattern.plain.words).",
                at: layer.keyPosition
            )
            return
        }
        if variants.contains(where: { $0.name == layer.key }) {
            report("\(name) is given twice. Keep one.", at: layer.keyPosition)
            return
        }
        var above = YAMLNode(position: layer.value.position, content: .map([]))
        if case .map(let entries) = layer.value.content {
            for entry in entries where ["environment", "environments"].contains(entry.key) {
                report(
                    "`\(entry.key)` has no meaning within an environment. Remove it.",
                    at: entry.keyPosition
                )
            }
            above = layer.value.without("environment").without("environments")
        } else if !layer.value.isEmpty {
            report(
                "\(name) is \(layer.value.spoken). Write a section with what differs there.",
                at: layer.value.position
            )
        }
        let scalar = YAMLNode(
            position: layer.keyPosition,
            content: .scalar(layer.key, isPlain: true)
        )
        let entry = YAMLNode.Entry(
            key: "environment",
            keyPosition: layer.keyPosition,
            value: scalar
        )
        var root = shared.overlaid(by: above)
        if case .map(let entries) = root.content { root.content = .map(entries + [entry]) }
        variants.append(Variant(name: layer.key, root: root, places: above.places))
    }

    /// Takes the file's own `environment` for the usual one, when it is one of those there are.
    private mutating func choose(_ own: YAMLNode.Entry?) {
        guard let own else { return }
        guard case .scalar(let name, _) = own.value.content,
            variants.contains(where: { $0.name == name })
        else {
            let names = variants.compactMap(\.name).map(\.quotedForSentence)
            report(
                "`environment` is \(own.value.spoken), and `environments` has "
                    + "\(names.joined(separator: ", ")). Write one of them, or remove it.",
                at: own.value.position
            )
            return
        }
        usual = name
    }
}

extension YAMLNode {
    /// The section without a key; anything else as it is.
    fileprivate func without(_ key: String) -> YAMLNode {
        guard case .map(let entries) = content else { return self }
        return YAMLNode(position: position, content: .map(entries.filter { $0.key != key }))
    }
}
