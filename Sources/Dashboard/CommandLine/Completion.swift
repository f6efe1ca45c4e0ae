import RolloutCore

/// What Tab can make of a line of the command line.
struct Completion {
    /// The part of the line that stays.
    let head: String
    /// What may follow it, in the order of the table.
    let words: [String]

    /// What the words of a screen make of a line; `choices` may follow a word.
    init(of line: String, names: [String], choices: (String) -> [String]) {
        guard let space = line.firstIndex(of: " ") else {
            head = ""
            words = names.filter { $0.hasPrefix(line) }
            return
        }
        let begun = String(line[line.index(after: space)...])
        let name = String(line[..<space])
        head = name + " "
        words = choices(name).filter { $0.lowercased().hasPrefix(begun.lowercased()) }
    }

    init(of line: String, in dashboard: DashboardModel) {
        self.init(of: line, names: Keymap.names) { dashboard.choices(forName: $0) }
    }

    /// What all words begin with.
    var common: String {
        guard let first = words.first else { return "" }
        return words.dropFirst().reduce(first) { common, word in
            String(zip(common, word).prefix { $0 == $1 }.map(\.0))
        }
    }
}

extension DashboardModel {
    /// The words that may follow a word of the command line; none for words without meaning.
    func choices(forName name: String) -> [String] {
        Keymap.binding(named: name).map { choices(for: $0) } ?? []
    }

    /// The words that may follow a word of the command line.
    func choices(for binding: Binding) -> [String] {
        switch binding.argument {
        case .none, .note, .search, .time: []
        case .reason:
            binding.action == .advance ? ["--full", "--override", "--reason"] : ["--reason"]
        case .choice(let words): words
        case .theme: themeNames
        case .metric: rollout?.plan.criteria.map(\.metric.rawValue) ?? []
        }
    }
}

extension Prompt {
    /// Tab: as much as is sure; then, when pressed again, one word after the other.
    mutating func complete(
        names: [String],
        takesMore: (String) -> Bool = { _ in true },
        choices: (String) -> [String]
    ) {
        let completion = Completion(of: text, names: names, choices: choices)
        if !candidates.isEmpty {
            let next = ((candidate ?? -1) + 1) % candidates.count
            candidate = next
            text = completion.head + candidates[next]
            return
        }
        switch completion.words.count {
        case 0: return
        case 1:
            let word = completion.words[0]
            let takesMore = completion.head.isEmpty && takesMore(word)
            text = completion.head + word + (takesMore ? " " : "")
        default:
            text = completion.head + completion.common
            candidates = completion.words
        }
    }
}
