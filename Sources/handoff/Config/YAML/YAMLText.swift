import Yams

/// Turns the text of a file into a tree, or says at which place it cannot.
///
/// Anchors, aliases and tags are refused: an alias copies what stands elsewhere, so a reviewer
/// would not see at one place what a release does there.
struct YAMLText {
    /// The whole file; nil when it is empty or no YAML.
    private(set) var root: YAMLNode?
    /// What is wrong with it as YAML.
    private(set) var problems: [ConfigProblem] = []

    /// Keys made unique so that the parser would go on, by place, with the name they had.
    private var masked: [Position: String] = [:]
    /// Places of anchored pieces; the same place a second time is an alias.
    private var anchored: Set<Position> = []

    /// The longest file read, in bytes; plans are some 2 kB.
    static let sizeLimit = 1_048_576

    /// Reads the text, whatever it is.
    init(_ text: String) {
        guard text.utf8.count <= Self.sizeLimit else {
            let sentence =
                "the file is larger than 1 MiB, so it was not read. Is it the right file?"
            problems = [ConfigProblem(position: .start, sentence: sentence)]
            return
        }
        var text = text
        while true {
            do {
                let parser = try Parser(yaml: text, encoding: .utf8)
                // Anchors are held weakly by the nodes; the parser keeps them.
                try withExtendedLifetime(parser) {
                    root = try parser.singleRoot().map { convert($0) }
                }
                return
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                // The parser stops at a key given twice. To find everything else as well, the
                // first of the two gets another name of the same length and the text is read
                // again; the tree then has the true name, and the reader reports the duplicate.
                guard let name = names.first, let other = mask(name, at: context.mark, in: text)
                else {
                    refuseDuplicate(names, at: context.mark)
                    return
                }
                text = other
            } catch {
                problems = [YAMLSyntax.problem(error, in: text)]
                return
            }
        }
    }

    private mutating func refuseDuplicate(_ names: [String], at mark: Mark) {
        let keys = names.map(\.quotedForSentence).joined(separator: ", ")
        let sentence = "\(keys) is given twice. Keep one."
        problems = [ConfigProblem(position: Position(mark), sentence: sentence)]
    }

    /// The text with the key at `mark` renamed; nil when it was renamed before or is not there.
    private mutating func mask(_ name: String, at mark: Mark, in text: String) -> String? {
        let position = Position(mark)
        guard !name.isEmpty, masked.updateValue(name, forKey: position) == nil,
            let substitute = Unicode.Scalar(0xE000 + UInt32(masked.count))
        else { return nil }
        var scalars = Array(text.unicodeScalars)
        var index = 0
        var line = 1
        while line < position.line, index < scalars.count {
            if scalars[index] == "\n" { line += 1 }
            index += 1
        }
        index += position.column - 1
        guard index < scalars.count else { return nil }
        if scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
        guard index < scalars.count else { return nil }
        scalars[index] = substitute
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars)
        return String(result)
    }

    /// Keys carry tags of the parser's own, because it compares them, so theirs are not looked at.
    private mutating func convert(_ node: Node, isKey: Bool = false) -> YAMLNode {
        let position = node.mark.map(Position.init) ?? .start
        if let anchor = node.anchor {
            guard anchored.insert(position).inserted else {
                return YAMLNode(position: position, content: .alias)
            }
            let name = "&\(anchor.rawValue)".quotedForSentence
            let sentence =
                "\(name) is an anchor, and anchors and aliases are not read. "
                + "Write the value out where it is used."
            problems.append(ConfigProblem(position: position, sentence: sentence))
        }
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain
            if !isKey { refuseTag(scalar.tag, at: position, isPlain: isPlain) }
            let content = YAMLNode.Content.scalar(scalar.string, isPlain: isPlain)
            return YAMLNode(position: position, content: content)
        case .sequence(let sequence):
            refuseTag(sequence.tag, at: position)
            let items = sequence.map { convert($0) }
            return YAMLNode(position: position, content: .list(items))
        case .mapping(let mapping):
            refuseTag(mapping.tag, at: position)
            let entries = mapping.compactMap { convert(key: $0.key, value: $0.value) }
            return YAMLNode(position: position, content: .map(entries))
        case .alias: return YAMLNode(position: position, content: .alias)
        }
    }

    private mutating func convert(key: Node, value: Node) -> YAMLNode.Entry? {
        guard case .scalar = key else {
            let position = key.mark.map(Position.init) ?? .start
            let sentence = "a key is a list or a section. Write a word, then `:`, then its value."
            problems.append(ConfigProblem(position: position, sentence: sentence))
            return nil
        }
        let keyNode = convert(key, isKey: true)
        var valueNode = convert(value)
        guard case .scalar(let name, _) = keyNode.content else { return nil }
        // An alias knows only the place of its anchor, so the key's place has to do.
        if valueNode.content == .alias { valueNode.position = keyNode.position }
        return YAMLNode.Entry(
            key: masked[keyNode.position] ?? name,
            keyPosition: keyNode.position,
            value: valueNode
        )
    }

    private mutating func refuseTag(_ tag: Tag, at position: Position, isPlain: Bool = true) {
        let name = tag.rawValue
        guard !name.isEmpty, name != "!", isPlain || name != Tag.Name.str.rawValue else { return }
        let sentence =
            "\(name.quotedForSentence) is a tag, and tags are not read. Write the value "
            + "alone, in quotes when it is a text."
        problems.append(ConfigProblem(position: position, sentence: sentence))
    }
}

extension Position {
    /// The place as the parser gives it, which counts from 1 as well.
    init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }
}
