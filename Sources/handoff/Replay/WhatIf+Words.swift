import RolloutCore

extension WhatIf {
    /// For people: what happened, what would have, what that is worth, and what nobody knows.
    var text: String { (happened + would + worth + unknown).joined(separator: "\n") }

    private var happened: [String] {
        let plan = start.plan
        let from = plan.stable.map { "\($0.label) → " } ?? "first "
        let head = "\(start.release) \(plan.service) \(from)\(plan.canary.label)"
        let stop = realRollback ?? realHold
        let words = stop.map(told) ?? "no criterion stopped it"
        var lines = [head, "As it was: \(words)."]
        if let realRollback, realRollback.metric == nil, let realHold {
            lines.append("  Before that, \(told(realHold)).")
        }
        let extra = real.extra.map { ", \(Self.count($0)) than at stable's rate" } ?? ""
        lines.append(
            "  \(real.requests.grouped) requests went to the canary, \(real.failed.grouped) of "
                + "them failed\(extra)."
        )
        return lines
    }

    private var would: [String] {
        var lines: [String] = []
        if let hold { lines.append("With \(name): \(told(hold)). A person would be asked.") }
        if let gate, hold == nil || hold?.at ?? gate.at > gate.at {
            lines.append("With \(name): \(told(gate)).")
        }
        if let rollback {
            lines.append("With \(name): \(told(rollback))\(compared(rollback)).")
        } else if let realRollback {
            lines.append(
                "With \(name): not rolled back by \(realRollback.at.iso), when it really was."
            )
        } else {
            lines.append("With \(name): not rolled back.")
        }
        return lines
    }

    /// When and why, in one sentence.
    private func told(_ stop: Stop) -> String {
        let by = stop.metric.map { " by \($0)" } ?? ""
        let why = stop.why.hasSuffix(".") ? String(stop.why.dropLast()) : stop.why
        return "\(stop.how)\(by) at \(stop.at.iso), \((stop.at - began).spoken) into it: "
            + why
    }

    private func compared(_ stop: Stop) -> String {
        guard let realRollback else { return "; it really was not rolled back" }
        let span = realRollback.at - stop.at
        if span == .zero { return ", the same moment" }
        return span > .zero ? ", \(span.spoken) earlier" : ", \((.zero - span).spoken) later"
    }

    private var worth: [String] {
        guard rollback != nil else { return [] }
        guard after.requests > 0 else {
            return ["No request went to the canary after that, so nothing is saved or lost by it."]
        }
        let base =
            "After that, \(after.requests.grouped) requests still went to the canary and "
            + "\(after.failed.grouped) of them failed."
        guard let extra = after.extra else {
            return [base, "Stable served none then, so what it would have failed is not known."]
        }
        let count = abs(extra).rounded()
        if count < 1 {
            return [base, "At stable's rate as many would have failed: none saved, none lost."]
        }
        let words =
            extra > 0
            ? "about \(Int(count).grouped) failed requests would have been saved"
            : "about \(Int(count).grouped) more requests would have failed on stable"
        return ["\(base) At stable's rate of those seconds, \(words)."]
    }

    private var unknown: [String] {
        var lines: [String] = []
        if rollback != nil {
            lines.append(
                "Assumed: traffic would have been back after \(returning.spoken), the longest a "
                    + "shift of this release took, and stable would have served it as it served "
                    + "the rest."
            )
        }
        if rollback == nil, realRollback != nil {
            lines.append(
                "Not known: traffic after the real rollback. Whether these criteria would have "
                    + "stopped it later, and what that would have cost, the recording cannot say."
            )
        }
        if hold != nil || gate != nil {
            lines.append(
                "Not known: what a person would have done when asked, and how long they would "
                    + "have taken. The weights are those the release really had."
            )
        }
        if !unrecorded.isEmpty {
            lines.append(
                "Not known: \(unrecorded.spokenList); the recording has no numbers of it, so it "
                    + "counts as unmeasured."
            )
        }
        return lines
    }

    private static func count(_ extra: Double) -> String {
        let number = Int(abs(extra).rounded()).grouped
        return extra >= 0 ? "\(number) more" : "\(number) fewer"
    }
}

extension WhatIf: Encodable {
    private enum Key: String, CodingKey {
        case assumedReturnSeconds
        case gate
        case hold
        case name
        case realHold
        case realRollback
        case requestsAfter
        case failedAfter
        case savedFailures
        case rollback
        case unrecorded
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encode(realRollback, forKey: .realRollback)
        try container.encode(realHold, forKey: .realHold)
        try container.encode(rollback, forKey: .rollback)
        try container.encode(hold, forKey: .hold)
        try container.encode(gate, forKey: .gate)
        try container.encode(returning.inSeconds, forKey: .assumedReturnSeconds)
        try container.encode(after.requests, forKey: .requestsAfter)
        try container.encode(after.failed, forKey: .failedAfter)
        try container.encode(rollback == nil ? nil : after.extra, forKey: .savedFailures)
        try container.encode(unrecorded, forKey: .unrecorded)
    }
}

extension WhatIf.Stop {
    private enum Key: String, CodingKey {
        case at
        case how
        case metric
        case why
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(at.iso, forKey: .at)
        try container.encode(how, forKey: .how)
        try container.encodeIfPresent(metric, forKey: .metric)
        try container.encode(why, forKey: .why)
    }
}
