import RolloutCore
import TerminalUI

/// Everything the journal has of one instance: where it stands, its checks with their last answer,
/// what it serves, how its drain goes, and what happened to it.
struct InstanceBox: Widget {
    private let scene: Scene
    private let row: InstanceRow?
    private let id: InstanceID

    init(_ scene: Scene, _ id: InstanceID) {
        self.scene = scene
        self.id = id
        row = InstanceRow(id, scene)
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let isBoxed = area.width >= 80 && area.height >= 24
        let width = isBoxed ? min(area.width - 4, 110) : area.width
        let inside = max(1, width - 6)
        let body = lines(width: inside)
        let height = max(12, min(body.count + 4, area.height - 2))
        let dialog = Dialog(
            title: StyledLine("\(row?.glyph ?? "?") \(id)", row?.style ?? .muted),
            body: body,
            footer: [.empty, StyledLine("j k scroll    n N other instance    Esc close", .muted)],
            preferredSize: Size(width: width, height: height),
            offset: scene.view.scroll,
            style: .title
        )
        canvas.draw(dialog, in: area)
    }

    /// Every line, those out of view as well.
    func lines(width: Int) -> [StyledLine] {
        guard let row else { return [StyledLine("this instance is not known any more", .muted)] }
        let groups = [
            facts(row, width: width), checks(row, width: width), traffic(row, width: width),
            drain(row, width: width), news(width: width),
        ]
        return Array(groups.filter { !$0.isEmpty }.joined(separator: [.empty]))
    }

    private func facts(_ row: InstanceRow, width: Int) -> [StyledLine] {
        let report = row.instance.report
        let revision = scene.plan.revision(of: row.instance.arm)
        let crashes = row.instance.crashes
        let facts: [(String, String, Style)] = [
            ("state", "\(row.state) for \(row.age)", row.style),
            (
                "revision",
                "\(row.revision) (\(revision?.digest.short ?? Figures.unknown)), "
                    + (row.isWorker ? "worker of " : "") + row.instance.arm.rawValue,
                row.instance.arm == .canary ? .canary : .stable
            ),
            ("process", process(report), .text),
            ("address", report.endpoint ?? "", .text),
            ("crashes", crashes == 0 ? "" : "\(crashes) in this release", .fail),
        ]
        return facts.filter { !$0.1.isEmpty }.flatMap { label, text, style in
            Paragraph.lines(text, label: label, width: width, style: style)
        }
    }

    private func process(_ report: InstanceReport) -> String {
        let pid = report.pid.map { "pid \($0)" }
        let exit = report.exit.map { "ended with \($0.words)" }
        return [pid, exit].compactMap(\.self).joined(separator: ", ")
    }

    /// The checks of the plan; the last answer stands at the one it was given to.
    private func checks(_ row: InstanceRow, width: Int) -> [StyledLine] {
        let instance = row.instance
        guard let process = scene.plan.revision(of: instance.arm)?.process, process.ports != nil
        else { return [] }
        let probes = [
            ("startup", process.startup), ("readiness", process.readiness),
            ("liveness", process.liveness),
        ]
        let asked = probes.map { name, probe in
            "\(name) \(probe.path) every \(probe.every.spoken)"
        }
        var lines = Paragraph.lines(
            asked.joined(separator: ", ") + ", soak \(process.soak.spoken)",
            label: "checks",
            width: width,
            style: .muted
        )
        let detail = instance.report.detail
        let age = (scene.now - instance.reported).age
        let label = instance.report.state == .crashed ? "last output" : "last answer"
        let words =
            detail.isEmpty
            ? "nothing to report since \(instance.reported.clock)Z"
            : "\(detail), reported \(age) ago at \(instance.reported.clock)Z"
        lines += Paragraph.lines(words, label: label, width: width)
        return lines
    }

    private func traffic(_ row: InstanceRow, width: Int) -> [StyledLine] {
        guard !row.isWorker else { return [] }
        let seconds = scene.rollout.window.samples
        let mine = seconds.map { $0.hasTraffic ? $0.instances[row.id] : nil }
        guard mine.contains(where: { $0 != nil }) else { return [] }
        let rows: [(String, String, [Double?])] = [
            ("requests/s", row.requests, mine.map { $0.map { Double($0.requests) } }),
            ("p95", row.p95, mine.map { $0?.p95 }),
            ("errors/s", row.errors, mine.map { $0.map { Double($0.errors) } }),
            ("open", row.open, mine.map { $0.map { Double($0.open) } }),
        ]
        let span = Duration.seconds(seconds.count).spoken
        return [StyledLine("the last \(span)", .muted)]
            + rows.map { label, now, values in
                spark(label, now, values, width: width)
            }
    }

    private func spark(
        _ label: String,
        _ now: String,
        _ values: [Double?],
        width: Int
    ) -> StyledLine {
        let room = max(0, width - Paragraph.labelWidth - 10)
        let known = values.compactMap(\.self)
        let top = max(known.max() ?? 0, 1e-9)
        let bars = String(
            values.suffix(room).map { value in
                value.map { Sparkline.glyph($0, in: 0...top) } ?? " "
            }
        )
        return StyledLine(label.padded(to: Paragraph.labelWidth), Style(.title, .bold))
            + StyledLine(now.padded(to: 8, alignment: .right) + "  ")
            + StyledLine(bars, row?.instance.arm == .canary ? .canary : .stable)
    }

    /// How many requests are still open, out of how many, and how long they are waited for.
    private func drain(_ row: InstanceRow, width: Int) -> [StyledLine] {
        switch row.instance.admission {
        case .draining(let since, _):
            let limit = scene.rollout.drainDeadline(of: row.instance.arm, since: since)
            let left = max(.zero, limit - scene.now).clock
            let began = open(when: since)
            let open = row.traffic?.open
            let then = began.map { "\(Figures.count($0, "request")) open then, " } ?? ""
            let words =
                "no new requests since \(since.clock)Z; " + then
                + "\(open.map(\.grouped) ?? "unknown how many") open now; waited for \(left) more"
            var lines = Paragraph.lines(words, label: "drain", width: width, style: .watch)
            if let began, began > 0, let open {
                let share = 1 - min(1, Double(open) / Double(began))
                lines.append(bar(share, width: width))
            }
            return lines
        case .drained(let left) where left > 0:
            let words = "over with \(Figures.count(left, "request")) still open"
            return Paragraph.lines(words, label: "drain", width: width, style: .watch)
        case .drained:
            return Paragraph.lines(
                "over, nothing was cut",
                label: "drain",
                width: width,
                style: .ok
            )
        case .out, .admitted: return []
        }
    }

    /// How many requests were open in the second in which its drain began; nil when that was not
    /// measured or is not kept any more.
    private func open(when since: Timestamp) -> Int? {
        let second = scene.rollout.window.samples.first { $0.second == since.second }
        return second?.instances[id]?.open
    }

    private func bar(_ share: Double, width: Int) -> StyledLine {
        let room = max(0, min(40, width - Paragraph.labelWidth - 6))
        let full = Int((share * Double(room)).rounded(.down))
        var line = StyledLine(String(repeating: " ", count: Paragraph.labelWidth))
        line.append(String(repeating: "█", count: full), .ok)
        line.append(String(repeating: "░", count: room - full), .muted)
        line.append(" \(Int((share * 100).rounded(.down)))%")
        return line
    }

    private func news(width: Int) -> [StyledLine] {
        let mine = scene.picture.log.lines.filter { $0.instance == id }.suffix(Self.newsCount)
        guard !mine.isEmpty else { return [] }
        return [StyledLine("what happened", .muted)]
            + mine.reversed().flatMap { line in
                line.sentence.wrapped(to: max(1, width - 11)).enumerated().map { place, part in
                    let head = place == 0 ? "\(line.at.clock) \(line.glyph) " : ""
                    return StyledLine(head.padded(to: 11), .muted)
                        + StyledLine(part, Style(line.role))
                }
            }
    }

    private static let newsCount = 12
}
