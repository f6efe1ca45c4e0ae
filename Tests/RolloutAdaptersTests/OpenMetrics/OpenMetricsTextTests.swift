import Testing

@testable import RolloutAdapters

@Suite struct OpenMetricsTexts {
    private func read(_ text: String) throws(OpenMetricsText.Problem) -> OpenMetricsText {
        try OpenMetricsText(Array(text.utf8))
    }

    private func problem(_ text: String) -> OpenMetricsText.Problem? {
        do throws(OpenMetricsText.Problem) {
            _ = try read(text)
            return nil
        } catch {
            return error
        }
    }

    @Test func `both formats are read, with what may follow a value`() throws {
        let text = try read(
            """
            # HELP jobs_waiting Jobs that no worker holds.
            # TYPE jobs_waiting gauge
            jobs_waiting 7
            # a remark
            http_requests_total{route="/",code="200"} 1.5e3 1700000000123

            latency_bucket{le="0.1"} 8 # {trace_id="ab c"} 0.067 1520879607.789
            # EOF

            """
        )
        #expect(text.kinds == ["jobs_waiting": "gauge"])
        #expect(
            text.samples.map(\.name) == ["jobs_waiting", "http_requests_total", "latency_bucket"]
        )
        #expect(text.samples.map(\.value) == [7, 1_500, 8])
        #expect(text.samples[1].labels == ["route": "/", "code": "200"])
    }

    @Test func `escapes in labels are undone`() throws {
        let text = try read(#"a{path="C:\\x",say="\"hi\"",two="1\n2",} 1"#)
        #expect(
            text.samples.first?.labels == ["path": #"C:\x"#, "say": #""hi""#, "two": "1\n2"]
        )
    }

    @Test(arguments: [("+Inf", Double.infinity), ("-Inf", -.infinity), ("-1e-3", -0.001)])
    func `values may be infinite or small`(word: String, value: Double) throws {
        #expect(try read("a \(word)").samples.first?.value == value)
    }

    @Test func `NaN is a value and no reading`() throws {
        let text = try read("a NaN\na{b=\"c\"} 2")
        #expect(text.samples.count == 2)
        #expect(text.values(named: "a") == [2])
    }

    @Test func `a counter is found with and without its suffix`() throws {
        let text = try read("failures_total 3")
        #expect(text.values(named: "failures") == [3])
        #expect(text.values(named: "failures_total") == [3])
        #expect(text.values(named: "failure").isEmpty)
    }

    @Test(arguments: [
        ("a 1\n{b=\"c\"} 1", 2, "no metric name where the line begins"),
        ("1a 1", 1, "no metric name where the line begins"),
        ("a", 1, "no space between a and its value"),
        ("a ", 1, "nothing is no value"),
        ("a seven", 1, "seven is no value"),
        ("a 0x10", 1, "0x10 is no value"),
        ("a 1 soon", 1, "soon is no timestamp"),
        ("a 1 2 3", 1, "more than a value and a timestamp"),
        ("a{b=c} 1", 1, "no quote behind b="),
        ("a{b=\"c} 1", 1, "no closing quote behind label b"),
        ("a{b=\"\\t\"} 1", 1, "an unknown escape in label b"),
        ("a{b=\"1\",b=\"2\"} 1", 1, "label b twice"),
        ("a{b=\"1\" c=\"2\"} 1", 1, "neither , nor } behind label b"),
        ("a{b} 1", 1, "no = behind label b"),
        ("a{", 1, "no label name between the braces"),
        ("# TYPE a gauge\n# TYPE a counter", 2, "a second # TYPE of a"),
        ("# TYPE a", 1, "# TYPE without name and kind"),
        ("# EOF\n\na 1", 3, "text behind # EOF"),
    ])
    func `what cannot be read is named with its line`(text: String, line: Int, words: String) {
        #expect(problem(text) == .init(line: line, words: words))
    }

    @Test func `texts and samples are bounded`() {
        let samples = String(repeating: "a 1\n", count: OpenMetricsText.sampleLimit)
        #expect(problem(samples) == nil)
        #expect(
            problem(samples + "a 1") == .init(line: 100_001, words: "more than 100,000 samples")
        )
        let long = String(repeating: "#", count: OpenMetricsText.byteLimit)
        #expect(problem(long) == nil)
        #expect(problem(long + "#")?.words == "longer than 4 MiB")
    }
}
