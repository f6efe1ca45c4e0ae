extension YAMLNode {
    /// This piece with another one laid over it, key by key.
    ///
    /// Sections become one, all the way down; everything else is replaced by what lies above, lists
    /// as a whole. A key whose value there is `~` or `null` is taken away. Each piece keeps its
    /// place, and a key given twice stays so that it is reported.
    func overlaid(by other: YAMLNode) -> YAMLNode {
        guard case .map(let own) = content, case .map(let above) = other.content else {
            return other
        }
        var entries = own
        var met: Set<String> = []
        for entry in above {
            let index = entries.firstIndex { $0.key == entry.key }
            guard met.insert(entry.key).inserted, let index else {
                entries.append(entry)
                continue
            }
            if entry.value.isTakenAway {
                entries.remove(at: index)
            } else if case .map = entry.value.content, case .map = entries[index].value.content {
                entries[index].value = entries[index].value.overlaid(by: entry.value)
            } else {
                entries[index] = entry
            }
        }
        return YAMLNode(position: position, content: .map(entries))
    }

    /// The places of all keys and values from here down.
    var places: Set<Position> {
        switch content {
        case .scalar, .alias: [position]
        case .list(let items): items.reduce(into: [position]) { $0.formUnion($1.places) }
        case .map(let entries):
            entries.reduce(into: [position]) { places, entry in
                places.insert(entry.keyPosition)
                places.formUnion(entry.value.places)
            }
        }
    }

    /// Whether it says outright that there is nothing, instead of being left empty by mistake.
    private var isTakenAway: Bool {
        if case .scalar(let text, isPlain: true) = content {
            text == "~" || text == "null"
        } else {
            false
        }
    }
}
