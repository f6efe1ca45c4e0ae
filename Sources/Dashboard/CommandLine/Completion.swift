import RolloutCore

/// What Tab can make of a line of the command line.
struct Completion {
    /// The part of the line that stays.
    let head: String
    /// What may follow it, in the order of the table.
    let words: [String]

    init(of line: String, in dashboard: DashboardModel) {
        guard let space = line.firstIndex(of: " ") else {
            head = ""
            words = Keymap.names.filter { $0.hasPrefix(line) }
            return
        }
        let begun = String(line[line.index(after: space)...])
        let name = String(line[..<space])
        head = name + " "
        let known = Keymap.binding(named: name).map { dashboard.choices(for: $0) } ?? []
        words = known.filter { $0.lowercased().hasPrefix(begun.lowercased()) }
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
    mutating func complete(in dashboard: DashboardModel) {
        if !candidates.isEmpty {
            let next = ((candidate ?? -1) + 1) % candidates.count
            candidate = next
            text = Completion(of: text, in: dashboard).head + candidates[next]
            return
        }
        let completion = Completion(of: text, in: dashboard)
        switch completion.words.count {
        case 0: return
        case 1:
            let word = completion.words[0]
            let isName = completion.head.isEmpty
            let takesMore = isName && Keymap.binding(named: word)?.argument != WordArgument.none
            text = completion.head + word + (takesMore ? " " : "")
        default:
            text = completion.head + completion.common
            candidates = completion.words
        }
    }
}
