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
    /// A request was there when it was due before the kill and ended as one does whose other side
    /// is gone. What was refused, turned away or not answered in time met somebody else.
    func unexplained(_ victim: Victim, killedAt: Double) -> [String] {
        let listed = failures.filter { failure in
            // A dying process is not gone at once: its memory is freed before its sockets.
            let wasUnderWay = startedAt + failure.at <= killedAt + 0.1
            return !(wasUnderWay && Self.endings(victim).contains { failure.reason.hasPrefix($0) })
        }
        let unlisted = failed > failures.count ? ["\(failed - failures.count) more"] : []
        return unlisted
            + listed.map { failure in
                let after = Int((startedAt + failure.at - killedAt) * 1_000)
                return "\(failure.route), due \(after) ms after the kill: \(failure.reason)"
            }
    }

    private static func endings(_ victim: Victim) -> [String] {
        let cut = ["closed ", "receive", "send"]
        return switch victim {
        case .steward, .dashboard: []
        case .instance: cut + ["status 502"]
        case .router: cut
        }
    }
}
