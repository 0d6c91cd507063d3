/// One of the two things a service level promises.
package enum ServiceLevelPromise: String, Hashable, Sendable, CaseIterable {
    /// That staff write to the requester; kept by the first public comment of staff.
    case firstResponse = "first_response"
    /// That the ticket is resolved; its clock stands still while the requester is the one to answer.
    case resolution

    /// Whether the clock runs while a ticket is in this status.
    func isRunning(in status: TicketStatus) -> Bool {
        switch self {
        case .firstResponse: status.isUnfinished
        case .resolution: status.isUnfinished && status != .waiting
        }
    }
}

/// Something about a promise that is told once in a ticket's life.
package struct ServiceLevelMark: Hashable, Sendable {
    package let promise: ServiceLevelPromise
    package let step: Step

    package init(_ promise: ServiceLevelPromise, _ step: Step) {
        self.promise = promise
        self.step = step
    }

    /// How far the promise's time has been used up.
    package enum Step: Hashable, Sendable {
        case atRisk
        case breached
        /// So many percent of the time, more than a hundred.
        case overdue(percent: Int)
    }
}

extension ServiceLevelMark.Step: RawRepresentable {
    package var rawValue: String {
        switch self {
        case .atRisk: "at_risk"
        case .breached: "breached"
        case .overdue(let percent): "overdue_\(percent)"
        }
    }

    package init?(rawValue: String) {
        switch rawValue {
        case "at_risk": self = .atRisk
        case "breached": self = .breached
        default:
            let mark = "overdue_"
            guard rawValue.hasPrefix(mark), let percent = Int(rawValue.dropFirst(mark.count)) else {
                return nil
            }
            self = .overdue(percent: percent)
        }
    }
}
