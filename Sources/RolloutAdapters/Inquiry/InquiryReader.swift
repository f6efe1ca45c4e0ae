package import RolloutCore
package import RolloutEngine

/// Reads the numbers that come from outside the service, all sources side by side.
///
/// A source that does not answer has no reading, and is asked again at its pace until it does. It
/// remembers counters, so one reader belongs to one stream of samples.
package actor InquiryReader {
    /// How long a round waits; an answer that comes later is part of a later round.
    static let patience = Duration.milliseconds(800)

    let labels: [Arm: String]
    let secrets: SecretReader
    private var lanes: [InquiryQuestion: InquiryLane] = [:]
    private var history = SeriesHistory()

    /// A reader that has asked nothing.
    ///
    /// - Parameters:
    ///   - labels: what the revisions are called, for sources that tell them apart by it.
    ///   - secrets: where passwords and tokens are found.
    package init(labels: [Arm: String], secrets: SecretReader) {
        self.labels = labels
        self.secrets = secrets
    }

    /// One reading for each criterion and arm that was measured since the last round.
    ///
    /// What a slow source says counts when it has said it; nothing is repeated, so that a reading
    /// is never older than the second it is part of says, by more than its timeout.
    package func readings(for criteria: [Criterion], roster: Roster) async -> [Reading] {
        let asked = criteria.map { ($0, questions(of: $0)) }
        let needed = Set(asked.flatMap { $0.1.map(\.question) })
        lanes = lanes.filter { needed.contains($0.key) }
        for question in needed where lanes[question] == nil {
            lanes[question] = InquiryLane(question, secrets: secrets)
        }
        let outcomes = await Self.round(lanes, for: Self.patience)
        return asked.flatMap { criterion, questions in
            let answers = questions.compactMap { asked -> ArmAnswer? in
                guard case .success(let numbers) = outcomes[asked.question] else { return nil }
                return ArmAnswer(arm: asked.arm, numbers: numbers)
            }
            let sorted = ArmNumbers(answers, of: criterion) { arm(of: $0, roster) }
            return sorted.readings(history: &history)
        }
    }

    /// What comes in within that time.
    static func round(
        _ lanes: [InquiryQuestion: InquiryLane],
        for patience: Duration
    ) async -> [InquiryQuestion: InquiryLane.Outcome] {
        let start = ContinuousClock.now
        for lane in lanes.values { lane.beginIfDue(at: start) }
        while lanes.values.contains(where: \.isAsking), ContinuousClock.now < start + patience {
            do { try await Task.sleep(for: .milliseconds(10)) } catch { break }
        }
        return lanes.compactMapValues { $0.take() }
    }

    /// The questions of a criterion, each with the arm it is about, if it is about one.
    func questions(of criterion: Criterion) -> [(arm: Arm?, question: InquiryQuestion)] {
        guard let inquiry = criterion.measure.inquiry else { return [] }
        func question(_ source: InquirySource) -> InquiryQuestion {
            InquiryQuestion(
                source: source,
                every: inquiry.every,
                timeout: inquiry.timeout,
                staleness: criterion.staleness
            )
        }
        guard inquiry.source.isPerRevision else { return [(nil, question(inquiry.source))] }
        // Two revisions of one name cannot be told apart by it, and the wrong one would be judged.
        guard !hasAmbiguousLabels else { return [] }
        guard inquiry.source.hasPlaceholder else { return [(nil, question(inquiry.source))] }
        return Arm.allCases.compactMap { arm in
            labels[arm].map { (arm, question(inquiry.source.asked(for: $0))) }
        }
    }

    /// Whether both revisions have the same name.
    var hasAmbiguousLabels: Bool { Set(labels.values).count < labels.count }

    /// The side that a label's value names: a revision, or the address of an instance.
    func arm(of label: String, _ roster: Roster) -> Arm? {
        Arm.allCases.first { labels[$0] == label }
            ?? roster.members.first { $0.endpoint == label }?.arm
    }
}
