import RolloutCore
import TerminalUI

/// Whether what is on the screen is what is.
struct Freshness {
    /// Words, the longest form first.
    let forms: [String]
    /// How doubtful the picture is.
    let role: Role

    init(_ scene: Scene) {
        let dashboard = scene.dashboard
        if case .ended(_, let at) = scene.rollout.phase {
            (forms, role) = (["ended \(at.day) \(at.clock)Z", "ended \(at.clock)Z"], .ok)
        } else if let moment = dashboard.playback?.asOf {
            (forms, role) = (["AS OF \(moment.clock)Z", "AS OF \(moment.clock)"], .band)
        } else if let frozen = dashboard.frozen {
            let age = (dashboard.now - frozen.at).age
            (forms, role) = (["FROZEN at \(frozen.at.clock)Z, \(age) ago", "FROZEN \(age)"], .band)
        } else if case .gone(let since) = dashboard.stewardship {
            (forms, role) = (["STEWARD GONE since \(since.clock)Z", "STEWARD GONE"], .fail)
        } else {
            (forms, role) = Self.age(scene)
        }
    }

    /// By the older of the two: what was heard at all, and what was measured.
    private static func age(_ scene: Scene) -> ([String], Role) {
        let heard = scene.dashboard.pictureAge
        let measured = scene.rollout.window.samples.last.map {
            max(.zero, scene.now - ($0.second + .seconds(1)))
        }
        let age = max(heard, measured ?? .zero)
        let words = age.age
        if age > DashboardModel.staleAge {
            let what = heard > DashboardModel.staleAge ? "NO NEWS" : "NOT MEASURED"
            return (["\(what) FOR \(words)", "OLD \(words)"], .fail)
        }
        if age > DashboardModel.doubtfulAge {
            return (["data \(words) old", "old \(words)"], .watch)
        }
        return (["live, \(words) old", "live \(words)"], .ok)
    }
}
