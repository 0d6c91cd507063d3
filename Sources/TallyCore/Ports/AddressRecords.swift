/// The addresses of people, and those that wait for proof.
package protocol AddressRecords {
    /// Everything that mail of theirs may come from, the one that mail goes to first.
    func addresses(of person: Person.ID) throws(DeskError) -> [MailAddress]
    func addAddress(_ address: MailAddress, to person: Person.ID) throws(DeskError)
    func removeAddress(_ address: MailAddress) throws(DeskError)
    /// Makes one of their addresses the one that mail goes to.
    func setPrimaryAddress(_ address: MailAddress, of person: Person.ID) throws(DeskError)

    /// Keeps a proof, in the place of an earlier one for the same address and person.
    func keep(_ proof: AddressProof) throws(DeskError)
    func addressProof(_ token: [UInt8]) throws(DeskError) -> AddressProof?
    /// What waits and has not expired, oldest first.
    func addressProofs(of person: Person.ID, at now: Timestamp) throws(DeskError) -> [AddressProof]
    /// Takes away every proof of an address, whoever asked for it.
    func removeAddressProofs(of address: MailAddress) throws(DeskError)
    /// Takes away a person's own proof of an address; false when there is none.
    func removeAddressProof(of address: MailAddress, by person: Person.ID) throws(DeskError) -> Bool
}
