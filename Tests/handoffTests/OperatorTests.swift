import Foundation
import RolloutCore
import Testing

@testable import handoff

@Suite struct Operators {
    @Test func `a person who came by sudo is told by who they were`() {
        let person = Operator.current(in: ["SUDO_UID": "4242", "SUDO_USER": "alex"])
        #expect(person.uid == 4_242 && person.name == "alex")
    }

    @Test(arguments: [[:], ["SUDO_UID": "alex", "SUDO_USER": "alex"], ["SUDO_UID": "4242"]])
    func `anybody else is who the system says`(environment: [String: String]) {
        #expect(Operator.current(in: environment).uid == Int(getuid()))
    }
}
