import Foundation
package import RolloutCore

extension ProcessFleet {
    /// The digest of artifact, command, and the variables the plan names; of secrets only which.
    package func fingerprint(of revision: Revision) async -> String {
        let process = revision.process
        let variables = process.variablesToGive.sorted().map { name in
            process.secrets.contains(name) ? name : "\(name)=\(value(name) ?? "")"
        }
        let words = [revision.digest.rawValue] + process.command + variables
        // A length before each, so that no two lists of words read the same.
        let text = words.map { "\($0.utf8.count):\($0)" }.joined(separator: "\n")
        return RolloutCore.Digest.of(Data(text.utf8)).rawValue
    }
}
