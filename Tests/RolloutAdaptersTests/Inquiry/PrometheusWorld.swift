import Foundation
import RolloutCore

@testable import RolloutAdapters

/// A Prometheus server of its own with a password, which scrapes this process every second.
final class PrometheusWorld: InquiryWorld {
    /// How its number is asked for.
    enum Way { case query, document }

    private let server: ServerProcess
    private let target: AnsweringServer
    private let port = ServerProcess.takePort()
    private let way: Way

    /// A server that knows nothing yet, or the past, a text with a time for every number.
    init(_ way: Way = .query, past: String? = nil) throws {
        self.way = way
        server = try ServerProcess("prom")
        target = try AnsweringServer()
        offer("waiting_jobs 1\n")
        let job = "{job_name: t, static_configs: [{targets: ['\(target.endpoint)']}]}"
        try server.write(
            """
            global: {scrape_interval: 1s, scrape_timeout: 900ms}
            scrape_configs: [\(job)]
            """,
            to: "prometheus.yml"
        )
        // The hash of `password`, by bcrypt as its documentation asks for.
        let hash = "$2b$04$9ipeRjQzXgFZawAGAm3L5OU4GOB07jBi.XCKDGa4bq5ARWIfsresK"
        try server.write("basic_auth_users: {tester: '\(hash)'}", to: "web.yml")
        if let past {
            try server.write(past, to: "past")
            let words = ["promtool", "tsdb", "create-blocks-from", "openmetrics"]
            try server.run(words + [server.path("past"), server.path("data")])
        }
        try start()
    }

    deinit { target.close() }

    func start() throws {
        try server.start([
            "prometheus", "--config.file=\(server.path("prometheus.yml"))",
            "--web.config.file=\(server.path("web.yml"))",
            "--storage.tsdb.path=\(server.path("data"))",
            "--web.listen-address=127.0.0.1:\(port)",
        ])
        try server.waitUntil("Prometheus answers") {
            (try? numbers("vector(1)")) == [1]
        }
    }

    func vanish() { server.stop() }
    func hang() { server.freeze() }
    func unhang() { server.thaw() }
    func set(_ number: Int) { offer("waiting_jobs \(number)\n") }

    /// Offers that text to be scraped.
    func offer(_ text: String) { target.answer("/metrics", .status(200, text)) }

    /// Offers nothing any more.
    func offerNothing() { target.answer("/metrics", .status(500, "")) }

    func source(_ access: Access) -> InquirySource {
        let question = "/api/v1/query?query=waiting_jobs"
        return switch way {
        case .query:
            .prometheus(PrometheusQuery(server: place(access), query: "waiting_jobs"))
        case .document:
            .http(JSONQuery(server: place(access, question), value: "data.result[0].value[1]"))
        }
    }

    /// Where it answers whoever has the password.
    var place: WebPlace { place(access) }

    private func place(_ access: Access, _ path: String = "") -> WebPlace {
        WebPlace(endpoint: "localhost:\(port)", path: path, access: access)
    }

    /// A question of any form with the right access.
    func query(_ text: String, over: String? = nil, label: String? = nil) -> PrometheusQuery {
        PrometheusQuery(server: place(access), query: text, over: over, label: label)
    }

    /// What an instant query gives now.
    func numbers(
        _ text: String,
        staleness: Duration = .seconds(30)
    ) throws(InquiryTrouble)
        -> [Double]
    {
        let client = PrometheusClient(
            query: query(text),
            staleness: staleness,
            timeout: .seconds(5),
            secrets: secrets
        )
        return try client.answer(by: .now + .seconds(5)).map(\.value)
    }

    /// Waits until an instant query gives that.
    func waitUntil(_ text: String, gives wanted: [Double]) throws {
        try server.waitUntil("\(text) gives \(wanted)") { (try? numbers(text)) == wanted }
    }
}
