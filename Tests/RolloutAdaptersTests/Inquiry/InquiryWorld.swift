import Foundation
import RolloutCore
import RolloutEngine

@testable import RolloutAdapters

/// A real source with a number in it, for the promises every source keeps.
protocol InquiryWorld: AnyObject, Sendable {
    /// Has the source running and answering.
    func start() throws
    /// Has it gone.
    func vanish() throws
    /// Has it take questions and never answer.
    func hang() throws
    /// Ends that.
    func unhang() throws
    /// Makes that the number it gives.
    func set(_ number: Int) throws
    /// Whom it knows; nil when a password is enough.
    var user: String? { get }
    /// The question for the number, with that access.
    func source(_ access: Access) -> InquirySource
}

extension InquiryWorld {
    /// A password that must be found in no answer.
    static var password: String { "moonlight-over-9-bridges" }
    /// One that is not right and must be found nowhere either.
    static var wrongPassword: String { "starlight-under-8-tunnels" }

    /// The right access.
    var access: Access { Access(user: user, password: .variable("RIGHT")) }
    var user: String? { "tester" }

    /// Knows both passwords.
    var secrets: SecretReader {
        let values = [
            "RIGHT": Self.password, "WRONG": Self.wrongPassword, "PATH": "/usr/bin:/bin",
        ]
        return SecretReader { values[$0] }
    }

    /// A client that asks as `access`, or with the right one.
    func client(_ access: Access? = nil, timeout: Duration = .seconds(5)) -> any InquiryClient {
        let question = InquiryQuestion(
            source: source(access ?? self.access),
            every: .seconds(1),
            timeout: timeout,
            staleness: .seconds(30)
        )
        return question.client(secrets: secrets)
    }

    /// The number it gives now.
    func number(_ access: Access? = nil) throws(InquiryTrouble) -> Double? {
        let deadline = ContinuousClock.now + .seconds(5)
        return try client(access).answer(by: deadline).first { !$0.isWhole }?.value
    }

    /// A criterion that looks at the number.
    func criterion(timeout: Duration = .milliseconds(800)) -> Criterion {
        var inquiry = Inquiry(source(access))
        inquiry.timeout = timeout
        return Criterion(.backlog, .sharedLevel(.inquiry(inquiry), unit: "jobs"), above: 100)
    }

    /// A reader of a service whose revisions are called 1.9 and 2.0.
    var reader: InquiryReader {
        InquiryReader(labels: [.stable: "1.9", .canary: "2.0"], secrets: secrets)
    }
}
