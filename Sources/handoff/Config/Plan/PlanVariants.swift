import Foundation
import RolloutCore

/// The plans that one file holds: one, or one for each of its `environments`.
///
/// What an environment says is laid over the rest of the file. All of them are read, so that what
/// is wrong for production is seen before staging is released.
struct PlanVariants {
    /// The plans in the order of the file; at least one.
    let all: [PlanFile]
    /// The file as the person named it, for messages.
    private let file: String
    /// The environment that is meant when nobody names one.
    private let usual: String?
    /// Where `environments`, or else `environment`, stands.
    private let position: Position

    /// Reads the plans of a text.
    ///
    /// - Parameters:
    ///   - text: the whole file.
    ///   - file: its name for messages.
    ///   - folder: where relative paths in it begin.
    /// - Throws: everything that is wrong with any of them, at once.
    init(text: String, file: String, folder: URL) throws(ConfigProblems) {
        let yaml = YAMLText(text)
        guard let root = yaml.root else {
            let empty = "the file is empty. `handoff init` writes an example to begin with."
            let problems = [ConfigProblem(position: .start, sentence: empty)]
            throw ConfigProblems(file: file, yaml.problems.isEmpty ? problems : yaml.problems)
        }
        let layers = EnvironmentLayers(root)
        let readings = layers.variants.map { PlanReading($0.root) }
        let problems =
            yaml.problems + layers.problems
            + Self.merged(zip(layers.variants, readings).map { ($0, $1.problems) })
        let plans = readings.compactMap { PlanFile($0.draft, file: file, folder: folder) }
        guard problems.isEmpty, plans.count == readings.count else {
            throw ConfigProblems(file: file, problems)
        }
        all = plans
        self.file = file
        usual = layers.usual
        position = layers.position
    }

    /// Reads the plans of a file.
    ///
    /// - Throws: everything that is wrong with any of them, at once, or why it cannot be read.
    init(path: String) throws(ConfigProblems) {
        let text = try ConfigText.read(path)
        let folder = URL(fileURLWithPath: path).absoluteURL.deletingLastPathComponent()
        try self.init(text: text, file: path, folder: folder)
    }

    /// The plan for an environment; without a name the only one, or the one of the file's own
    /// `environment`.
    ///
    /// - Throws: which ones there are, when none or several could be meant.
    func plan(for environment: String?) throws(ConfigProblems) -> PlanFile {
        let names = all.map(\.environment)
        if let name = environment ?? usual {
            if let plan = all.first(where: { $0.environment == name }) { return plan }
        } else if let plan = all.first, all.count == 1 {
            return plan
        }
        let there = names.map(\.quotedForSentence).spokenList
        guard let environment else {
            throw problem("this file is for \(there). Name one with `--environment`.")
        }
        let near = names.nearest(to: environment).map { " Is `\($0)` meant?" } ?? ""
        throw problem("this file is for \(there), not for \(environment.quotedForSentence).\(near)")
    }

    private func problem(_ sentence: String) -> ConfigProblems {
        ConfigProblems(file: file, [ConfigProblem(position: position, sentence: sentence)])
    }

    /// Each problem once; one that not all environments have, in what they share, names its own.
    private static func merged(
        _ found: [(variant: EnvironmentLayers.Variant, problems: [ConfigProblem])]
    ) -> [ConfigProblem] {
        var seen: Set<ConfigProblem> = []
        var result: [ConfigProblem] = []
        for (variant, problems) in found {
            for problem in problems where seen.insert(problem).inserted {
                let others = found.filter { !$0.problems.contains(problem) }
                let isOwn = problem.position.map(variant.places.contains) ?? false
                guard let name = variant.name, !others.isEmpty, !isOwn else {
                    result.append(problem)
                    continue
                }
                let sentence = "in \(name.quotedForSentence): \(problem.sentence)"
                result.append(ConfigProblem(position: problem.position, sentence: sentence))
            }
        }
        return result
    }
}

/// One reading of a tree by the plan's table.
private struct PlanReading {
    var draft = PlanDraft()
    let problems: [ConfigProblem]

    init(_ root: YAMLNode) {
        let section = PlanSections.file
        var reading = Reading(known: section.paths)
        section.read(root, into: &draft, &reading)
        problems = reading.problems
    }
}
