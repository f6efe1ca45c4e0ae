import Foundation

@testable import TerminalUI

/// How colours are seen: contrast after WCAG 2, colour blindness after Machado, Oliveira and
/// Fernandes (2009) at full strength, distance as CIE 1976.
enum Sight {
    enum Kind: CaseIterable {
        case usual
        case protan
        case deutan
        case tritan

        var matrix: [[Double]] {
            switch self {
            case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
            case .protan:
                [
                    [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                    [-0.003882, -0.048116, 1.051998],
                ]
            case .deutan:
                [
                    [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                    [-0.011820, 0.042940, 0.968881],
                ]
            case .tritan:
                [
                    [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                    [0.004733, 0.691367, 0.303900],
                ]
            }
        }
    }

    static func contrast(_ first: RGB, _ second: RGB) -> Double {
        let lights = [luminance(first), luminance(second)].sorted()
        return (lights[1] + 0.05) / (lights[0] + 0.05)
    }

    static func distance(_ first: RGB, _ second: RGB, seenBy kind: Kind) -> Double {
        let labs = [first, second].map { lab(seen(linear($0), by: kind)) }
        return zip(labs[0], labs[1]).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
    }

    private static func luminance(_ rgb: RGB) -> Double {
        let parts = linear(rgb)
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    private static func linear(_ rgb: RGB) -> [Double] {
        [rgb.red, rgb.green, rgb.blue].map { byte in
            let value = Double(byte) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
    }

    private static func seen(_ parts: [Double], by kind: Kind) -> [Double] {
        kind.matrix.map { row in
            min(max(zip(row, parts).map { $0 * $1 }.reduce(0, +), 0), 1)
        }
    }

    private static func lab(_ parts: [Double]) -> [Double] {
        let matrix = [
            [0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505],
        ]
        let white = [0.9505, 1, 1.089]
        let scaled = zip(matrix, white).map { row, white in
            let value = zip(row, parts).map { $0 * $1 }.reduce(0, +) / white
            return value > 0.008856 ? cbrt(value) : 7.787 * value + 16.0 / 116
        }
        return [
            116 * scaled[1] - 16, 500 * (scaled[0] - scaled[1]), 200 * (scaled[1] - scaled[2]),
        ]
    }
}
