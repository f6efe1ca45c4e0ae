import Foundation
import Testing

@testable import storefront

@Suite struct FlagTests {
    @Test func `a flag counts from the next question on, however the file was changed`() throws {
        let file = try TestFolders.make().appending(path: "flags.json")
        let flags = FlagFile(path: file.path)
        #expect(!flags.isOn("new_checkout"))
        try Data("{\"new_checkout\": true, \"share\": 5, \"word\": \"a\"}".utf8).write(to: file)
        #expect(flags.isOn("new_checkout"))
        #expect(!flags.isOn("share"))
        try Data("{\"new_checkout\": false}".utf8).write(to: file, options: .atomic)
        #expect(!flags.isOn("new_checkout"))
        try Data("{\"new_checkout\": true}".utf8).write(to: file, options: .atomic)
        #expect(flags.isOn("new_checkout"))
    }

    @Test func `a file that cannot be read leaves the flags as they were`() throws {
        let file = try TestFolders.make().appending(path: "flags.json")
        try Data("{\"new_checkout\": true}".utf8).write(to: file)
        let flags = FlagFile(path: file.path)
        #expect(flags.isOn("new_checkout"))
        try Data("{\"new_che".utf8).write(to: file)
        #expect(flags.isOn("new_checkout"))
        try FileManager.default.removeItem(at: file)
        #expect(flags.isOn("new_checkout"))
    }

    @Test(arguments: [("1.0", false, "old"), ("1.0", true, "old"), ("2.0", false, "old")])
    func `an order page has the old checkout`(
        version: String,
        flag: Bool,
        checkout: String
    )
        async throws
    {
        let answer = try await orderPage(version, flag: flag)
        #expect(answer.header("X-Checkout") == checkout)
        #expect(answer.text.contains("invoice over"))
    }

    @Test func `the new revision with the flag has the new one, and counts it`() async throws {
        let test = try await shop("2.0", flag: true)
        let answer = await test.get("/orders/A-1005")
        #expect(answer.header("X-Checkout") == "new")
        #expect(answer.text.contains("action=\"http://127.0.0.1:1/payments\""))
        #expect(answer.text.contains("value=\"A-1005\""))
        let metrics = await test.get("/metrics").text
        #expect(metrics.contains("orders_shown_total{checkout=\"new\"} 1\n"))
        #expect(metrics.contains("orders_shown_total{checkout=\"old\"} 0\n"))
    }

    private func orderPage(_ version: String, flag: Bool) async throws -> Response {
        try await shop(version, flag: flag).get("/orders/A-1005")
    }

    private func shop(_ version: String, flag: Bool) async throws -> TestShop {
        let file = try TestFolders.make().appending(path: "flags.json")
        try Data("{\"new_checkout\": \(flag)}".utf8).write(to: file)
        return TestShop(
            on: try await TestShop().base,
            version: version,
            flags: FlagFile(path: file.path),
            gateway: "http://127.0.0.1:1"
        )
    }
}
