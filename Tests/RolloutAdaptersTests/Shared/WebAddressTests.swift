import Foundation
import Testing

@testable import RolloutAdapters

@Suite struct WebAddressTests {
    @Test func `user, password, query and fragment are not shown`() throws {
        let address = try WebAddress("https://ann:hunter2@flags.example:8443/a/b?key=s3cret#x")
        #expect(address.shown == "https://flags.example:8443/a/b")
        #expect(address.place == "https://flags.example:8443")
        #expect(address.url.absoluteString == "https://flags.example:8443/a/b?key=s3cret")
        #expect(address.authorization == "Basic YW5uOmh1bnRlcjI=")
    }

    @Test func `an address without a user needs no authorization`() throws {
        let address = try WebAddress("http://127.0.0.1:8080")
        #expect(address.authorization == nil)
        #expect(address.shown == "http://127.0.0.1:8080")
        #expect(!address.isEncrypted)
    }

    @Test func `an IPv6 host is told with brackets and looked up without`() throws {
        let address = try WebAddress("http://[::1]:8080/x")
        #expect(address.host == "::1")
        #expect(address.place == "http://[::1]:8080")
    }

    @Test(arguments: [
        "", "flags.example", "ftp://flags.example/", "https://", "https:///path", "/etc/passwd",
        "http://flags.example:99999/", "http://a b/", "file:///etc/passwd",
    ])
    func `anything else is refused in words without the text`(text: String) {
        let error = #expect(throws: WebAddress.Malformed.self) { try WebAddress(text) }
        #expect(text.isEmpty || error?.words.contains(text) == false)
    }
}
