import Foundation
import Synchronization

@testable import RolloutAdapters

/// A service that keeps documents, with `ETag`, `If-Match` and `If-None-Match` as RFC 9110 has
/// them, and with faults.
final class FlagServer: Sendable {
    /// What does not work, or is otherwise, at the moment.
    struct Faults: Sendable {
        var isDown = false
        var isSilent = false
        /// The next write takes effect and is not answered.
        var forgetsNextWrite = false
        /// Writes are answered as good and not kept.
        var keepsNothing = false
        /// What somebody else makes of a document just before the next write.
        var meddling: [String: String] = [:]
        /// What is put before every tag; nil for no tags at all.
        var tagPrefix: String? = ""
        /// Answered to everything, when not nil.
        var answer: HandlingServer.Reply?
    }

    private struct Document {
        var text: String
        var version: Int
    }

    private struct State {
        var documents: [String: Document] = [:]
        var versions = 0
        var faults = Faults()

        mutating func put(_ path: String, _ text: String?) {
            versions += 1
            documents[path] = text.map { Document(text: $0, version: versions) }
        }
    }

    private final class Store: Sendable {
        let state = Mutex(State())
    }

    private let store = Store()
    private let server: HandlingServer

    init() throws {
        let store = store
        server = try HandlingServer { Self.reply(to: $0, store) }.start()
    }

    deinit { server.close() }

    var address: String { "http://127.0.0.1:\(server.port)" }

    /// The requests so far that were to change something.
    var writes: [HandlingServer.Request] { server.requests.filter { $0.method != "GET" } }

    var requests: [HandlingServer.Request] { server.requests }

    func fault(_ change: (inout Faults) -> Void) { store.state.withLock { change(&$0.faults) } }

    func put(_ path: String, _ text: String?) { store.state.withLock { $0.put(path, text) } }

    func text(_ path: String) -> String? { store.state.withLock { $0.documents[path]?.text } }

    /// How often any document was changed.
    var versions: Int { store.state.withLock { $0.versions } }

    private static func reply(
        to request: HandlingServer.Request,
        _ store: Store
    ) -> HandlingServer.Reply {
        store.state.withLock { state in
            if state.faults.isDown { return .hangUp }
            if state.faults.isSilent { return .silence }
            if let answer = state.faults.answer { return answer }
            if request.method == "GET" { return read(request, state) }
            if let text = state.faults.meddling.removeValue(forKey: request.path) {
                state.put(request.path, text)
            }
            return write(request, &state)
        }
    }

    private static func read(
        _ request: HandlingServer.Request,
        _ state: State
    ) -> HandlingServer.Reply {
        guard let document = state.documents[request.path] else { return .answer(404) }
        let tag = state.faults.tagPrefix.map { "\($0)\"\(document.version)\"" }
        return .answer(200, headers: tag.map { ["ETag": $0] } ?? [:], body: document.text)
    }

    private static func write(
        _ request: HandlingServer.Request,
        _ state: inout State
    ) -> HandlingServer.Reply {
        let now = state.documents[request.path]
        if let wanted = request.headers["if-match"], wanted != now.map({ "\"\($0.version)\"" }) {
            return .answer(412)
        }
        if request.headers["if-none-match"] == "*", now != nil { return .answer(412) }
        if !state.faults.keepsNothing {
            state.put(request.path, request.method == "DELETE" ? nil : request.body)
        }
        guard !state.faults.forgetsNextWrite else {
            state.faults.forgetsNextWrite = false
            return .hangUp
        }
        return .answer(204)
    }
}
