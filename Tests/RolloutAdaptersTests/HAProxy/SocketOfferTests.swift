import Foundation
import RolloutCore
import Testing

@testable import RolloutAdapters

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

@Suite struct SocketOffers {
    @Test func `what is offered is the very socket that was held`() async throws {
        let port = TestSocket.freePort()
        let held = try #require(TestSocket.listener(port))
        defer { close(held) }
        let path = NSTemporaryDirectory() + "offer-" + UUID().uuidString.prefix(8)
        let offer = try SocketOffer(of: held, at: path)
        async let taken = onThread { try? RuntimeSocket(path: path).listeningSockets() }
        for _ in 0..<200 {
            offer.advance()
            try await Task.sleep(for: .milliseconds(2))
        }
        let sockets = try #require(await taken)
        defer { for socket in sockets { close(socket) } }
        try #require(sockets.count == 1)
        let client = try #require(TestSocket.connection(port))
        defer { close(client) }
        let accepted = accept(sockets[0], nil, nil)
        #expect(accepted >= 0)
        close(accepted)
    }

    @Test func `an offer leaves no file behind`() throws {
        let held = try #require(TestSocket.listener(TestSocket.freePort()))
        defer { close(held) }
        let path = NSTemporaryDirectory() + "offer-" + UUID().uuidString.prefix(8)
        do {
            let offer = try SocketOffer(of: held, at: path)
            offer.advance()
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a HAProxy that was not told to gives its sockets to nobody`() throws {
        let haproxy = try ForeignHAProxy()
        defer { haproxy.stop() }
        let socket = RuntimeSocket(path: haproxy.plan.socket)
        #expect(try socket.listeningSockets() == [])
        #expect(try HAProxyListener(of: socket) == nil)
    }
}
