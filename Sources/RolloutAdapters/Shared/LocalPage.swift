/// A page of a process on this host that counts something.
package enum LocalPage {
    /// The page as it is now, at most 4 MB; nil unless it is answered with 200 through 299 in 5 s.
    package static func bytes(_ path: String, port: Int) async -> [UInt8]? {
        var request = HTTPRequest(
            endpoint: "127.0.0.1:\(port)",
            path: path,
            timeout: .seconds(5)
        )
        request.bodyLimit = 4 << 20
        let outcome = await HTTPClient.outcomes(of: [request]).first
        guard case .answered(let answer) = outcome, answer.isSuccess else { return nil }
        return answer.body
    }
}
