import RolloutCore
import TerminalUI

/// Row 0 of a group's screen: what it is doing, how far it is, where.
struct GroupBand: Widget {
    let model: GroupModel
    let group: Group

    func draw(into canvas: inout Canvas, in area: Rect) {
        let (glyph, word, role) = face
        let arrived = group.components.values.count(where: \.hasArrived)
        let environment = group.plan.environment
        let isProduction = environment.lowercased().hasPrefix("prod")
        let line = FittedLine(
            left: [
                .init(["\(glyph) \(word)"], rank: 0),
                .init([group.plan.name.rawValue], rank: 1),
                .init(
                    ["\(arrived) of \(group.components.count) components arrived", ""],
                    rank: 4
                ),
            ],
            right: [
                .init(isProduction ? ["PRODUCTION", "PROD"] : [environment], rank: 2),
                .init([group.isOver ? "" : "\(model.now.clock)Z", ""], rank: 5),
            ],
            background: Style(role, [.reverse, .bold])
        )
        canvas.draw(line, in: area)
    }

    private var face: (String, String, Role) {
        if case .gone = model.stewardship, !group.isOver { return ("!", "NO STEWARD", .band) }
        switch group.phase {
        case .ended(.succeeded, _): return ("✓", "SUCCEEDED", .ok)
        case .ended(.aborted, _): return ("!", "ABORTED", .watch)
        case .ended(let outcome, _): return ("✗", outcome.name.uppercased(), .fail)
        case .returning: return ("▼", "ROLLING BACK", .fail)
        case _ where group.pause != nil: return ("‖", "PAUSED", .watch)
        case .checking: return ("►", "PREFLIGHT", .ok)
        case .releasing: return ("►", "RELEASING", worst)
        case .finishing: return ("►", "FINISHING", .ok)
        }
    }

    /// A component that waits for a person colours the whole.
    private var worst: Role { model.rows.contains { $0.role == .watch } ? .watch : .ok }
}

extension GroupModel {
    /// What a command would do, before it is sent.
    func groupBox(_ group: Group, _ box: Confirmation) -> Dialog {
        let isBoxed = size.width >= 80 && size.height >= 24
        let room = max(1, (isBoxed ? 74 : size.width) - 9)
        let steps = group.consequences(of: box.verb, rollouts).enumerated()
        let body = steps.flatMap { index, step in
            (step.what + (step.time.isEmpty ? "" : ", \(step.time)")).wrapped(to: room).enumerated()
                .map { part in
                    StyledLine((part.offset == 0 ? "\(index + 1)" : "").padded(to: 3), .muted)
                        + StyledLine(part.element)
                }
        }
        var footer = StyledLine("   y", Style(.title, .bold))
        footer.append("  \(box.verb.spoken) all now        ")
        footer.append("n Esc", Style(.title, .bold))
        footer.append("  leave it as it is")
        let place = "\(group.plan.name) IN \(group.plan.environment.uppercased())"
        return Dialog(
            title: StyledLine("ROLL BACK ALL OF \(place)"),
            body: body,
            footer: size.height < 16 ? [footer] : [.empty, footer],
            preferredSize: Size(width: 74, height: max(12, min(body.count + 6, size.height - 2))),
            style: .fail
        )
    }
}
