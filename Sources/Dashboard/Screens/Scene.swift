import RolloutCore
import TerminalUI

/// What one frame shows of a release: the live picture, or the frozen one.
///
/// A class, because every panel holds it: as a value its hundreds of fields would be copied into
/// each of them.
final class Scene: Sendable {
    /// What entries say.
    let picture: Picture
    /// The state.
    let rollout: Rollout
    /// What the core says of it.
    let assessment: Assessment
    /// The moment shown.
    let now: Timestamp
    /// The dashboard it belongs to, for what is true now, frozen or not.
    let dashboard: DashboardModel

    init(
        picture: Picture,
        rollout: Rollout,
        assessment: Assessment,
        now: Timestamp,
        dashboard: DashboardModel
    ) {
        self.picture = picture
        self.rollout = rollout
        self.assessment = assessment
        self.now = now
        self.dashboard = dashboard
    }

    /// The plan.
    var plan: Plan { rollout.plan }
    /// What a person did to the screen.
    var view: ViewState { dashboard.view }

    /// The moment at which charts end: now, and for a release that is over a little after its end.
    var chartEnd: Timestamp {
        guard case .ended(_, let at) = rollout.phase else { return now }
        return min(now, at + .seconds(2))
    }

    /// Whether charts end in the present.
    var isLive: Bool { dashboard.frozen == nil && !rollout.isOver }

    /// The newest sample; nil when it says nothing about now.
    var freshSample: Sample? {
        guard !rollout.isOver, let sample = rollout.window.samples.last else { return nil }
        return now - sample.second < DashboardModel.staleAge ? sample : nil
    }

    /// The place in ``ViewState/windows`` of what the charts show.
    var window: Int { view.window(for: chartEnd - (picture.began ?? chartEnd)) }

    /// How much time the charts show.
    var span: Duration { ViewState.windows[window] }

    /// What the way back rests on: `rollback rehearsed 6 m ago, took 14 s`; nil where there is
    /// nothing to return to, or nothing is known yet.
    var rehearsalWords: String? {
        guard plan.stable != nil else { return nil }
        if let receipt = rollout.receipt {
            let age = max(.zero, now - receipt.at).spoken
            return "rollback rehearsed \(age) ago, took \(receipt.took.spoken)"
        }
        return plan.rehearsal == .off ? "rollback not rehearsed: the plan says off" : nil
    }

    /// The label of the revision that serves before the release; `-` on a first release.
    var stableLabel: String { plan.stable?.label ?? "-" }

    /// `criterion`, or its plural.
    var criteriaCount: String {
        "\(plan.criteria.count) " + (plan.criteria.count == 1 ? "criterion" : "criteria")
    }
}

extension DashboardModel {
    /// What to draw; nil while no release is known.
    var scene: Scene? {
        if let frozen, let rollout = frozen.picture.rollout {
            return Scene(
                picture: frozen.picture,
                rollout: rollout,
                assessment: frozen.assessment,
                now: frozen.at,
                dashboard: self
            )
        }
        return rollout.map {
            Scene(
                picture: picture,
                rollout: $0,
                assessment: assessment,
                now: now,
                dashboard: self
            )
        }
    }

    /// The metric of the single chart: the one a person chose, else the one nearest its limit.
    var chartedMetric: MetricName? {
        view.charted ?? scene.flatMap { CriterionRow.rows($0).first?.metric }
    }
}
