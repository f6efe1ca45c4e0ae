import Foundation
import RolloutCore

extension Operator {
    /// The person, or the job, at this process, as the operating system vouches for them.
    static var current: Operator {
        let uid = getuid()
        let name = getpwuid(uid).map { String(cString: $0.pointee.pw_name) } ?? "uid \(uid)"
        return Operator(name: name, uid: Int(uid), via: place)
    }

    private static var place: String {
        if let terminal = ttyname(STDIN_FILENO) {
            return String(cString: terminal).replacing("/dev/", with: "")
        }
        return ProcessInfo.processInfo.environment["CI"] == nil ? "no terminal" : "ci"
    }
}
