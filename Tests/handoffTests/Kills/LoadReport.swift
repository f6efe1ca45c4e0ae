import Foundation

/// What the load generator says at its end.
struct LoadReport: Decodable {
    struct Failure: Decodable {
        var at: Double
        var route: String
        var reason: String
    }

    var startedAt: Double
    var requests: Int
    var failed: Int
    var failures: [Failure]

    init(file: String) throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        self = try JSONDecoder().decode(LoadReport.self, from: Data(text.utf8))
    }

    /// Failed requests that cannot have been at the killed process, one line each.
    ///
    /// A request was there when it was due before the process was gone and ended as one does whose
    /// other side is gone. What was refused, turned away or not answered met somebody else.
    func unexplained(by deaths: [Death]) -> [String] {
        let listed = failures.filter { failure in
            !deaths.contains { death in
                startedAt + failure.at <= death.goneAt
                    && death.endings.contains { failure.reason.hasPrefix($0) }
            }
        }
        let unlisted = failed > failures.count ? ["\(failed - failures.count) more"] : []
        return unlisted
            + listed.map { failure in
                let after = Int((startedAt + failure.at - (deaths.first?.killedAt ?? 0)) * 1_000)
                return "\(failure.route), due \(after) ms after the kill: \(failure.reason)"
            }
    }
}
