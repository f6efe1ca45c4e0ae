import RolloutCore
import Testing

@testable import RolloutAdapters

@Suite struct HAProxyStatisticsTables {
    private let header =
        "# addr,pxname,svname,scur,stot,wredis,status,weight,check_status,"
        + "hrsp_1xx,hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,hrsp_other,new_column,"

    private func read(_ rows: String...) -> HAProxyStatistics? {
        let text = ([header] + rows).joined(separator: "\n")
        return HAProxyStatistics(text, backends: ["left": .blue, "right": .green])
    }

    @Test func `columns are found by name, wherever they are`() throws {
        let table = try #require(
            read(
                "127.0.0.1:9,left,shop-1,2,50,3,UP,100,L7OK,0,40,1,2,4,0,x,",
                ",left,BACKEND,2,60,3,UP,100,,0,40,1,2,4,0,x,",
                ",other,BACKEND,9,99,9,UP,100,,0,40,1,2,4,0,x,"
            )
        )
        let server = try #require(table.server(InstanceID(rawValue: "shop-1"), in: .blue))
        #expect(server.address == "127.0.0.1:9")
        #expect(server.counters.open == 2)
        #expect(server.counters.answered == 47)
        #expect(table.backends[.blue]?.unanswered == 11)
        #expect(table.backends[.green] == nil)
    }

    @Test func `a table without a column that is needed is not read`() {
        let text = header.replacing("stot", with: "total") + "\n"
        #expect(HAProxyStatistics(text, backends: ["left": .blue]) == nil)
    }

    @Test(arguments: [
        ("UP", "L7OK", true), ("UP", "* L7OK", true), ("DRAIN", "L7OK", true),
        ("UP 1/2", "INI", false), ("UP 1/2", "L4CON", false), ("DOWN", "L7STS", false),
        ("MAINT", "L7OK", false), ("no check", "", false), ("UP 1/2", "L4OK", true),
    ])
    func `up is said only after a passed check`(
        status: String,
        check: String,
        isUp: Bool
    ) throws {
        let table = try #require(read("a,right,shop-2,0,0,0,\(status),0,\(check),0,0,0,0,0,0,,"))
        #expect(table.server(InstanceID(rawValue: "shop-2"), in: .green)?.isUp == isUp)
    }
}
