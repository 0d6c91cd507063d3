/* Decodes mails with GMime 3.2: every field, all text as UTF-8, every file as octets. For comparison only.
 *
 *     decode [--facts] <PATHS
 *
 * Paths stand one on a line. Prints one JSON object: seconds of processor time for mails under 64 KB and for the others,
 * and how much memory was needed above the first mail. Reading the files is not counted. With --facts it prints instead
 * what each mail says, one JSON object on a line.
 */
#include <gmime/gmime.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#define SMALL 65536

/* What is looked at of one mail; the strings are kept until it is done, as a program that uses them would. */
typedef struct {
    GString *text, *html, *attachments; /* attachments: JSON */
    gboolean has_text, has_html, wants_facts;
    gsize octets;
} Reading;

static void append_quoted(GString *out, const char *text, gssize length)
{
    g_string_append_c(out, '"');
    for (gsize i = 0, n = length < 0 ? strlen(text) : (gsize)length; i < n; i++) {
        unsigned char c = text[i];
        if (c == '"' || c == '\\')
            g_string_append_printf(out, "\\%c", c);
        else if (c < 32)
            g_string_append_printf(out, "\\u%04x", c);
        else
            g_string_append_c(out, c);
    }
    g_string_append_c(out, '"');
}

static void append_digest(GString *out, const guint8 *data, gsize length)
{
    char *digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, data, length);
    g_string_append_printf(out, "\"%s\"", digest);
    g_free(digest);
}

static void read_fields(GMimeObject *part, Reading *reading)
{
    GMimeHeaderList *fields = g_mime_object_get_header_list(part);
    for (int i = 0, n = g_mime_header_list_get_count(fields); i < n; i++) {
        const char *value = g_mime_header_get_value(g_mime_header_list_get_header_at(fields, i));
        reading->octets += value ? strlen(value) : 0;
    }
}

static void keep_text(Reading *reading, GMimeTextPart *part, gboolean is_html)
{
    GString *joined = is_html ? reading->html : reading->text;
    gboolean *is_there = is_html ? &reading->has_html : &reading->has_text;
    char *text = g_mime_text_part_get_text(part);
    if (!text)
        return;
    reading->octets += strlen(text);
    if (reading->wants_facts) {
        if (*is_there)
            g_string_append_c(joined, '\n');
        for (char *c = text; *c; c++)
            if (*c != '\r')
                g_string_append_c(joined, *c);
    }
    *is_there = TRUE;
    g_free(text);
}

static void keep_attachment(Reading *reading, const char *name, GMimeDataWrapper *content)
{
    GByteArray *data = g_byte_array_new();
    if (content) {
        GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(data);
        g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
        g_mime_data_wrapper_write_to_stream(content, stream);
        g_object_unref(stream);
    }
    reading->octets += data->len;
    if (reading->wants_facts) {
        g_string_append(reading->attachments, reading->attachments->len ? ", [" : "[");
        if (name)
            append_quoted(reading->attachments, name, -1);
        else
            g_string_append(reading->attachments, "null");
        g_string_append(reading->attachments, ", ");
        append_digest(reading->attachments, data->data, data->len);
        g_string_append_c(reading->attachments, ']');
    }
    g_byte_array_unref(data);
}

static void read_part(GMimeObject *parent, GMimeObject *object, gpointer data)
{
    Reading *reading = data;
    (void)parent;
    if (GMIME_IS_MULTIPART(object))
        return;
    if (!GMIME_IS_PART(object)) { /* a message inside is a file like any other */
        keep_attachment(reading, NULL, NULL);
        return;
    }
    GMimePart *part = GMIME_PART(object);
    GMimeContentType *type = g_mime_object_get_content_type(object);
    const char *name = g_mime_part_get_filename(part);
    gboolean is_plain = g_mime_content_type_is_type(type, "text", "plain");
    gboolean is_html = g_mime_content_type_is_type(type, "text", "html");
    if ((is_plain || is_html) && !name && !g_mime_part_is_attachment(part))
        keep_text(reading, GMIME_TEXT_PART(object), is_html);
    else
        keep_attachment(reading, name, g_mime_part_get_content(part));
}

static void append_people(GString *out, const char *key, InternetAddressList *list)
{
    g_string_append_printf(out, ", \"%s\": [", key);
    for (int i = 0, n = internet_address_list_length(list); i < n; i++) {
        InternetAddress *one = internet_address_list_get_address(list, i);
        const char *name = internet_address_get_name(one);
        g_string_append(out, i ? ", [" : "[");
        if (name)
            append_quoted(out, name, -1);
        else
            g_string_append(out, "null");
        g_string_append(out, ", ");
        append_quoted(out, INTERNET_ADDRESS_IS_MAILBOX(one) ? internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)) : "", -1);
        g_string_append_c(out, ']');
    }
    g_string_append_c(out, ']');
}

static void append_text(GString *out, const char *key, GString *text, gboolean is_there)
{
    while (text->len && text->str[text->len - 1] == '\n')
        g_string_truncate(text, text->len - 1);
    g_string_append_printf(out, ", \"%s\": ", key);
    if (is_there)
        append_digest(out, (guint8 *)text->str, text->len);
    else
        g_string_append(out, "null");
}

static void print_facts(GMimeMessage *message, Reading *reading)
{
    GString *out = g_string_new("{\"subject\": ");
    GDateTime *date = g_mime_message_get_date(message);
    const char *subject = g_mime_message_get_subject(message);
    append_quoted(out, subject ? subject : "", -1);
    g_string_append_printf(out, ", \"date\": %" G_GINT64_FORMAT, date ? g_date_time_to_unix(date) : 0);
    append_people(out, "from", g_mime_message_get_from(message));
    append_people(out, "to", g_mime_message_get_to(message));
    append_people(out, "cc", g_mime_message_get_cc(message));
    const char *identifier = g_mime_message_get_message_id(message);
    g_string_append(out, ", \"message_id\": ");
    append_quoted(out, identifier ? identifier : "", -1);
    append_text(out, "text", reading->text, reading->has_text);
    append_text(out, "html", reading->html, reading->has_html);
    printf("%s, \"attachments\": [%s]}\n", out->str, reading->attachments->str);
    g_string_free(out, TRUE);
}

static gsize decode(GByteArray *bytes, gboolean wants_facts)
{
    Reading reading = {g_string_new(""), g_string_new(""), g_string_new(""), FALSE, FALSE, wants_facts, 0};
    GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(bytes);
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    read_fields(GMIME_OBJECT(message), &reading);
    reading.octets += internet_address_list_length(g_mime_message_get_from(message));
    reading.octets += internet_address_list_length(g_mime_message_get_to(message));
    reading.octets += internet_address_list_length(g_mime_message_get_cc(message));
    reading.octets += g_mime_message_get_date(message) != NULL;
    reading.octets += g_mime_message_get_message_id(message) != NULL;
    GMimeObject *root = g_mime_message_get_mime_part(message);
    if (root)
        read_fields(root, &reading); /* the Content- fields of the message itself */
    if (GMIME_IS_MULTIPART(root)) {
        g_mime_multipart_foreach(GMIME_MULTIPART(root), read_part, &reading);
    } else if (root)
        read_part(NULL, root, &reading);
    if (wants_facts)
        print_facts(message, &reading);
    g_object_unref(message);
    g_object_unref(parser);
    g_object_unref(stream);
    g_string_free(reading.text, TRUE);
    g_string_free(reading.html, TRUE);
    g_string_free(reading.attachments, TRUE);
    return reading.octets;
}

static double processor_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static long peak_kilobytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

int main(int count, char **words)
{
    gboolean wants_facts = count > 1 && !strcmp(words[1], "--facts");
    double seconds[2] = {0, 0};
    gsize octets = 0;
    char path[4096];
    g_mime_init();
    long start = 0; /* memory is counted from the first mail on, when libraries and tables are loaded */
    while (fgets(path, sizeof path, stdin)) {
        path[strcspn(path, "\n")] = 0;
        char *content;
        gsize length;
        if (!g_file_get_contents(path, &content, &length, NULL)) {
            fprintf(stderr, "decode: cannot read %s\n", path);
            return 66;
        }
        GByteArray *bytes = g_byte_array_new_take((guint8 *)content, length);
        double before = processor_seconds();
        octets += decode(bytes, wants_facts);
        seconds[length >= SMALL] += processor_seconds() - before;
        if (!start)
            start = peak_kilobytes();
        g_byte_array_unref(bytes);
    }
    if (!wants_facts)
        printf("{\"small\": %.6f, \"large\": %.6f, \"kilobytes\": %ld, \"octets\": %zu}\n", seconds[0], seconds[1], peak_kilobytes() - start, octets);
    g_mime_shutdown();
    return 0;
}
