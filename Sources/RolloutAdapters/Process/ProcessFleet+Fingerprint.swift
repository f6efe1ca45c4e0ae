import Foundation
package import RolloutCore

extension ProcessFleet {
    /// The digest of artifact, command, and the variables the plan names, and of the same of its
    /// workers; of secrets only which.
    package func fingerprint(of revision: Revision) async -> String {
        var text = Self.text([revision.digest.rawValue] + words(of: revision.process))
        // The only line without a length, so it is no word of what stands before it.
        if let worker = revision.worker { text += "\nworker\n" + Self.text(words(of: worker)) }
        return RolloutCore.Digest.of(Data(text.utf8)).rawValue
    }

    private func words(of plan: ProcessPlan) -> [String] {
        let variables = plan.variablesToGive.sorted().map { name in
            plan.secrets.contains(name) ? name : "\(name)=\(value(name) ?? "")"
        }
        return plan.command + variables
    }

    /// A length before each, so that no two lists of words read the same.
    private static func text(_ words: [String]) -> String {
        words.map { "\($0.utf8.count):\($0)" }.joined(separator: "\n")
    }
}
