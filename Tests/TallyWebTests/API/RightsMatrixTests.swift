import Synchronization
import TallyCore
import Testing

@testable import TallyWeb

/// Every operation of the OpenAPI document, called by everybody, on what is theirs and on what is not.
///
/// What is expected is read out of the document (`x-right`, `x-roles`, `security`), so an operation that comes is
/// tried from its first day. No answer may hold anything of a ticket that the caller may not see.
@Suite(.timeLimit(.minutes(10))) struct `The matrix of rights over HTTP` {
    typealias Caller = MatrixDesk.Caller

    /// One call, and what it has to be answered with.
    private struct Call {
        let caller: Caller
        let object: Int
        let expected: Int
    }

    /// An operation of the document with all that is needed to call it.
    private struct Operation {
        let method: String
        let path: String
        let json: JSON

        var name: String { json["operationId"].text ?? "" }
        var success: Int {
            if let status = otherwise[name] { return status }
            return json["responses"].members?.compactMap { Int($0.name) }.first { $0 < 300 } ?? 0
        }
    }

    private static let total = Mutex<(operations: Int, granted: Int, refused: Int)>((0, 0, 0))

    /// What operations are sent; one that takes content and is missing here fails the test.
    private static let bodies: [String: JSON] = [
        "logIn": ["email": "tess@acme.example", "password": .string(TestSite.password)],
        "demoLogIn": ["role": "employee"],
        "openTicket": ["subject": "New", "description": "New"],
        "changeTicket": ["priority": "high"], "putTicket": ["priority": "high"],
        "addParticipant": ["email": "tara@acme.example"], "findDuplicates": ["subject": "Secret printer"],
        "addComment": ["text": "Said"],
        "changeNotificationPreferences": ["comment": ["mail": false, "in_app": true]],
        "changePerson": ["name": "Renamed"], "putPerson": ["name": "Renamed"],
        "createPerson": ["name": "New", "email": "new@acme.example"],
        "planAbsence": ["from": "2030-01-01", "until": "2030-01-02"],
        "requestAddress": [
            "email": "further@home.example", "current_password": .string(TestSite.password),
        ],
        "createTeam": ["name": "new"], "changeTeam": ["name": "new"], "putTeam": ["name": "new"],
        "createProject": ["name": "New"], "changeProject": ["name": "New"], "putProject": ["name": "New"],
        "contact": [
            "name": "Carol", "email": "carol@other.example", "subject": "Hello", "message": "Hello",
        ],
        "logOut": [:],
        "signUp": ["email": "eve@acme.example", "name": "Eve"],
        "forgotPassword": ["email": "tess@acme.example"],
        "askForLoginLink": ["email": "tess@acme.example"],
        "lookAtLink": ["token": "none"],
        "resetPassword": ["token": "none", "password": "quite another horse"],
        "changePassword": [
            "current_password": .string(TestSite.password), "password": "quite another horse",
        ],
    ]

    /// What a call that is allowed comes to where this desk does not have what it takes: a mailed link, somebody without
    /// a password, a second sign-in, a site where everybody makes accounts.
    private static let otherwise = [
        "signUp": 403, "lookAtLink": 410, "resetPassword": 410, "endSession": 404, "invitePerson": 409,
    ]

    /// What is hidden from those who may see the thing, but not do this to it.
    private static let secrets: Set<String> = ["downloadMessage"]

    @Test(arguments: APIOperation.Subject.allCases)
    func `everybody gets what is theirs, and nothing else`(_ subject: APIOperation.Subject) async throws {
        var operations: [Operation] = []
        let found = Mutex<JSON>(.null)
        try await TestSite.with { site in found.withLock { $0 = site.web.document.json } }
        let document = found.withLock { $0 }
        for path in document["paths"].members ?? [] {
            for method in path.value.members ?? [] where method.value["tags"] == [.string(subject.rawValue)] {
                operations.append(
                    Operation(method: method.name.uppercased(), path: path.name, json: method.value))
            }
        }
        try #require(!operations.isEmpty)
        for operation in operations { try await examine(operation, document) }
        let (described, granted, refused) = Self.total.withLock { $0 }
        print("matrix: \(described) operations, \(granted) calls granted, \(refused) refused so far")
    }

    /// The subjects are what the matrix goes through; so this makes it whole.
    @Test func `every operation of the document has one subject that is gone through`() async throws {
        let found = Mutex<JSON>(.null)
        try await TestSite.with { site in found.withLock { $0 = site.web.document.json } }
        let operations = (found.withLock { $0 }["paths"].members ?? []).flatMap { $0.value.members ?? [] }
        let subjects = Set(APIOperation.Subject.allCases.map(\.rawValue))
        for operation in operations {
            let tags = operation.value["tags"].elements?.compactMap(\.text) ?? []
            #expect(tags.count == 1 && subjects.isSuperset(of: tags), "\(operation.value["operationId"])")
        }
        #expect(operations.count >= 60)
        let calls = operations.count * Caller.allCases.count * 2
        print("matrix: \(operations.count) operations, \(calls) calls, all of them made and looked at")
    }

    /// Calls that are refused, or only read, share a desk; each other call has one of its own.
    private func examine(_ operation: Operation, _ document: JSON) async throws {
        var shared: [Call] = []
        var alone: [Call] = []
        for caller in Caller.allCases {
            for object in 0...1 {
                let expected = try Self.expected(operation, caller, object, document)
                let call = Call(caller: caller, object: object, expected: expected)
                if expected >= 400 || operation.method == "GET" {
                    shared.append(call)
                } else {
                    alone.append(call)
                }
            }
        }
        for calls in [shared] + alone.map({ [$0] }) where !calls.isEmpty {
            try await MatrixTemplates.shared.withDesk(for: operation.name) { desk in
                for call in calls { try await Self.make(call, operation, desk) }
            }
        }
        let refused = shared.count { $0.expected >= 400 }
        let granted = shared.count + alone.count - refused
        Self.total.withLock { $0 = ($0.operations + 1, $0.granted + granted, $0.refused + refused) }
    }

    private static func make(_ call: Call, _ operation: Operation, _ desk: MatrixDesk) async throws {
        let person = desk.person(call.caller)
        let client = if let person { try await desk.site.client(person) } else { try desk.site.stranger() }
        let path = try await path(of: operation, call, desk)
        let answer: APIClient.Answer
        if operation.json["requestBody"]["content"].members?.first?.name == "multipart/form-data" {
            answer = try await client.post(path, form: [.file("b.txt", [0x42])])
        } else {
            let body = try await body(of: operation, call, client, desk)
            answer = try await client.send(operation.method, path, body, ["If-Match: *"])
        }
        let what: Testing.Comment =
            "\(operation.name) as \(call.caller.rawValue) on object \(call.object + 1)"
        #expect(answer.status == call.expected, what)
        for (object, subject) in MatrixDesk.subjects.enumerated() {
            guard !MatrixDesk.maySee(call.caller, ticket: object, for: operation.name) else { continue }
            #expect(!answer.response.text.contains(subject), what)
        }
        if person?.isAgent != true { #expect(!answer.response.text.contains(MatrixDesk.note), what) }
        if call.caller != .ada { #expect(!answer.response.text.contains("tara@home.example"), what) }
    }

    private static func body(
        of operation: Operation, _ call: Call, _ client: APIClient, _ desk: MatrixDesk
    ) async throws -> JSON? {
        guard operation.json["requestBody"] != .null else { return nil }
        switch operation.name {
        case "mergeTicket": return ["into": .integer(Int64(call.object + 3))]
        case "refresh":
            let tess = try await desk.site.client(try #require(desk.people["Tess"]))
            return ["refresh_token": .string(try #require(await tess.refreshToken))]
        default:
            let body: JSON = try #require(bodies[operation.name], "there is no body for \(operation.name)")
            return body
        }
    }

    private static func path(
        of operation: Operation, _ call: Call, _ desk: MatrixDesk
    ) async throws -> String {
        let tess = try #require(desk.people["Tess"])
        let tara = try #require(desk.people["Tara"])
        let person = call.object == 0 ? desk.person(call.caller) ?? tara : tara
        let id: Int64 =
            switch operation.json["x-right"]["kind"].text {
            case "person": person.id.rawValue
            case "notification": try await desk.notification(of: person)
            case "quarantine": Int64(call.object + 3)
            default: Int64(call.object + 1)
            }
        var path = operation.path
        for (name, value) in [
            ("{id}", "\(id)"), ("{person}", "\(tess.id.rawValue)"), ("{mid}", "\(call.object + 1)"),
            ("{absence}", "\(person.id.rawValue)"), ("{session}", "none"),
            ("{address}", MatrixDesk.home(of: person).text),
        ] { path = path.replacing(name, with: value) }
        #expect(!path.contains("{"), "there is no value for a name in \(operation.path)")
        switch operation.name {
        case "removeTeam": path += "?detach=true"
        case "removeProject": path += "?detach_tickets=true"
        default: break
        }
        return path
    }

    /// What the document says that a call is answered with.
    private static func expected(
        _ operation: Operation, _ caller: Caller, _ object: Int, _ document: JSON
    ) throws -> Int {
        if operation.json["security"] == [] {
            return operation.name == "logOut" && caller == .nobody ? 401 : operation.success
        }
        guard caller != .nobody else { return 401 }
        let right = operation.json["x-right"]
        guard let kind = right["kind"].text, let verb = right["verb"].text else { return operation.success }
        let name = operation.name
        func may(_ operation: JSON) -> Bool {
            let granted = operation["x-roles"][caller.role?.rawValue ?? ""].elements?.compactMap(\.text) ?? []
            let relations = MatrixDesk.relations(of: caller, to: object, kind: kind, for: name)
            return granted.contains("any") || !relations.isDisjoint(with: granted)
        }
        if may(operation.json) { return operation.success }
        guard ["ticket", "person", "notification"].contains(kind), !["list", "create"].contains(verb),
            !secrets.contains(operation.name)
        else { return secrets.contains(operation.name) ? 404 : 403 }
        let see = (document["paths"].members ?? []).flatMap { $0.value.members ?? [] }
            .first { $0.value["x-right"] == ["verb": "see", "kind": .string(kind)] }
        return see.map { may($0.value) } == true ? 403 : 404
    }
}
