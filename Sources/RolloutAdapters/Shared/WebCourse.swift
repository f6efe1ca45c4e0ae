import Foundation
import RolloutCore
import Synchronization

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The way of one question through the system's library; ends with the first thing that settles it.
final class WebCourse: NSObject, URLSessionDataDelegate, Sendable {
    private struct State {
        var body: [UInt8] = []
        var outcome: WebOutcome?
        var waiting: CheckedContinuation<WebOutcome, Never>?
    }

    private let limit: Int
    private let timeout: Duration
    private let state = Mutex(State())

    private init(_ request: WebRequest) {
        limit = request.bodyLimit
        timeout = request.timeout
    }

    /// How it ended; cancelled, a time-out at once, and the connection is closed behind it.
    static func outcome(of request: WebRequest) async -> WebOutcome {
        let course = WebCourse(request)
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        configuration.urlCredentialStorage = nil
        configuration.urlCache = nil
        let session = URLSession(configuration: configuration, delegate: course, delegateQueue: nil)
        // Elsewhere, because it waits for the library's own thread, which may look up a host.
        defer { DispatchQueue.global().async { session.invalidateAndCancel() } }
        let task = session.dataTask(with: WebExchange.urlRequest(request))
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                course.wait(with: continuation)
                task.resume()
            }
        } onCancel: {
            course.settle(.timedOut(course.timeout))
        }
    }

    private func wait(with continuation: CheckedContinuation<WebOutcome, Never>) {
        let outcome = state.withLock { state in
            if state.outcome == nil { state.waiting = continuation }
            return state.outcome
        }
        if let outcome { continuation.resume(returning: outcome) }
    }

    private func settle(_ outcome: WebOutcome) {
        let waiting = state.withLock { state -> CheckedContinuation<WebOutcome, Never>? in
            guard state.outcome == nil else { return nil }
            state.outcome = outcome
            return state.waiting.take()
        }
        waiting?.resume(returning: outcome)
    }

    /// Settles it with what came; without header fields it was no answer.
    private func settle(_ response: URLResponse?, isCut: Bool) {
        guard let response = response as? HTTPURLResponse, response.statusCode >= 200 else {
            return settle(.broken("answered with something that is not HTTP"))
        }
        let fields = response.allHeaderFields.map { ("\($0.key)", "\($0.value)") }
        let answer = WebAnswer(
            status: response.statusCode,
            headers: Dictionary(fields) { "\($0), \($1)" },
            body: state.withLock(\.body),
            isCut: isCut
        )
        settle(.answered(answer))
    }
}

extension WebCourse {
    func urlSession(
        _ session: URLSession,
        dataTask: URLSessionDataTask,
        didReceive data: Data
    ) {
        let isOver = state.withLock { state in
            state.body.append(contentsOf: data.prefix(limit - state.body.count + 1))
            guard state.body.count > limit else { return false }
            state.body.removeLast()
            return true
        }
        if isOver { settle(dataTask.response, isCut: true) }
    }

    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        didCompleteWithError error: (any Error)?
    ) {
        if let error { settle(WebTrouble(error, timeout: timeout).outcome) }
        settle(task.response, isCut: false)
    }

    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    /// Asked for another password, there is none, so the refusal is the answer; on Linux the
    /// library would wait for ever.
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        didReceive challenge: URLAuthenticationChallenge,
        completionHandler:
            @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        #if canImport(FoundationNetworking)
        settle(task.response, isCut: false)
        #endif
        completionHandler(.performDefaultHandling, nil)
    }
}
