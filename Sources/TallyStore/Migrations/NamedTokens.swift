extension Migration {
    /// What takes reply tokens out of the outbox: from here on its rows name them, and a mail gets its own when it is
    /// handed over.
    static let namedTokens = """
        -- Of mail that is finished nobody needs the address, nor the bytes it stands in.
        UPDATE outbox SET bytes = NULL, draft = json_remove(draft, '$.reply_to')
        WHERE finished_at IS NOT NULL
            AND CASE WHEN json_valid(draft) THEN json_extract(draft, '$.reply_to.address') END IS NOT NULL;

        -- Mail that still waits names its token, with forty zeros in its place before the "@". Where that is not where
        -- a site has its tokens, the mail stays as it was.
        UPDATE outbox SET bytes = NULL, draft = json_set(draft,
            '$.reply_token', json(json_array(named.id, named.ticket_id, named.person_id, named.issued_at,
                named.expires_at)),
            '$.reply_to.address', printf('%s%.40d%s', substr(named.address_before, 1, named.at - 41), 0,
                substr(named.address_before, named.at)))
        FROM (
            SELECT o.id AS outbox_id, min(t.id) AS id, t.ticket_id, t.person_id, t.issued_at, t.expires_at,
                json_extract(o.draft, '$.reply_to.address') AS address_before,
                instr(json_extract(o.draft, '$.reply_to.address'), '@') AS at
            FROM outbox o JOIN reply_token t ON t.ticket_id = o.ticket_id AND t.person_id = o.person_id
                AND t.address = o.recipient
                AND t.issued_at = CASE WHEN json_valid(o.draft) THEN json_extract(o.draft, '$.date') END
            WHERE o.state IN ('waiting', 'sending')
            GROUP BY o.id
        ) named
        WHERE outbox.id = named.outbox_id AND named.at > 41
            AND substr(named.address_before, named.at - 40, 40) NOT GLOB '*[^a-z2-7]*';
        """
}
