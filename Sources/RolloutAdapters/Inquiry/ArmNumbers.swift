import RolloutCore

/// An answer with the side it was asked for, if it was asked for one.
struct ArmAnswer {
    var arm: Arm?
    var numbers: [InquiryNumber]
}

/// The numbers of one criterion, sorted by side.
struct ArmNumbers {
    private let criterion: Criterion
    private var sides: [Arm?: [InquiryNumber]] = [:]

    /// Sorts the answers; `arm` tells whose a label is, and numbers of nobody are left out.
    init(_ answers: [ArmAnswer], of criterion: Criterion, arm: (String) -> Arm?) {
        self.criterion = criterion
        let isTold = criterion.measure.inquiry?.source.label != nil
        for answer in answers {
            for number in answer.numbers {
                if answer.arm != nil || !isTold {
                    sides[answer.arm, default: []].append(number)
                } else if let side = number.label.flatMap(arm) {
                    sides[side, default: []].append(number)
                }
            }
        }
    }

    /// Whether there is what this side needs: a number, and for shares also what it is a part of.
    func isComplete(_ arm: Arm?) -> Bool {
        let numbers = sides[arm] ?? []
        let needsWhole =
            switch criterion.measure {
            case .failureShare, .saturation: true
            case .errorRate, .latency, .sharedLevel, .level: false
            }
        return numbers.contains { !$0.isWhole }
            && (!needsWhole || numbers.contains(where: \.isWhole))
    }

    /// A reading for each side that was measured.
    func readings(history: inout SeriesHistory) -> [Reading] {
        let order: [Arm?] = [nil, .stable, .canary]
        return order.compactMap { arm in
            guard let numbers = sides[arm] else { return nil }
            return reading(arm, numbers, &history)
        }
    }

    private func reading(
        _ arm: Arm?,
        _ numbers: [InquiryNumber],
        _ history: inout SeriesHistory
    ) -> Reading? {
        let metric = criterion.metric
        switch criterion.measure {
        case .errorRate, .latency: return nil
        case .sharedLevel, .level:
            let top = numbers.filter { !$0.isWhole }.map(\.value).max()
            return top.map { Reading(metric: metric, arm: arm, value: $0) }
        case .saturation:
            guard isComplete(arm) else { return nil }
            let (part, whole) = Self.sums(numbers)
            return whole > 0
                ? Reading(metric: metric, arm: arm, value: part, whole: whole) : nil
        case .failureShare:
            let added = history.added(numbers, metric: metric, arm: arm)
            guard added.contains(where: { !$0.isWhole }), added.contains(where: \.isWhole) else {
                return nil
            }
            let (part, whole) = Self.sums(added)
            return Reading(metric: metric, arm: arm, value: part, whole: whole)
        }
    }

    private static func sums(_ numbers: [InquiryNumber]) -> (part: Double, whole: Double) {
        numbers.reduce(into: (0, 0)) { sums, number in
            if number.isWhole { sums.1 += number.value } else { sums.0 += number.value }
        }
    }
}
