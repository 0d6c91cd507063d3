/* Reads each mail that its arguments name as GMime does and prints one line of JSON for each, as strict.py does. */
#include <gmime/gmime.h>
#include <stdio.h>

static void print_string(const char *text) {
    putchar('"');
    for (const unsigned char *byte = (const unsigned char *)(text ? text : ""); *byte; byte++) {
        if (*byte == '"' || *byte == '\\') printf("\\%c", *byte);
        else if (*byte < 32) printf("\\u%04x", *byte);
        else putchar(*byte);
    }
    putchar('"');
}

static GByteArray *content_of(GMimePart *part) {
    GMimeStream *stream = g_mime_stream_mem_new();
    g_mime_data_wrapper_write_to_stream(g_mime_part_get_content(part), stream);
    GByteArray *bytes = g_byte_array_new();
    GByteArray *held = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    g_byte_array_append(bytes, held->data, held->len);
    g_object_unref(stream);
    return bytes;
}

static const char *separator;

static void print_attachment(GMimeObject *parent, GMimeObject *object, gpointer data) {
    (void)parent;
    (void)data;
    if (!GMIME_IS_PART(object) || !g_mime_object_get_content_disposition(object)) return;
    printf("%s[", separator);
    separator = ",";
    print_string(g_mime_part_get_filename(GMIME_PART(object)));
    printf(",\"");
    GByteArray *bytes = content_of(GMIME_PART(object));
    for (guint place = 0; place < bytes->len; place++) printf("%02x", bytes->data[place]);
    g_byte_array_unref(bytes);
    printf("\"]");
}

static void find_text(GMimeObject *parent, GMimeObject *object, gpointer data) {
    (void)parent;
    char **texts = data;
    if (!GMIME_IS_TEXT_PART(object) || g_mime_object_get_content_disposition(object)) return;
    int is_html = g_mime_content_type_is_type(g_mime_object_get_content_type(object), "text", "html");
    if (!texts[is_html]) texts[is_html] = g_mime_text_part_get_text(GMIME_TEXT_PART(object));
}

static void print_text(char *text) {
    if (!text) {
        printf("null");
        return;
    }
    char *out = text;
    for (char *in = text; *in; in++)
        if (!(in[0] == '\r' && in[1] == '\n')) *out++ = *in;
    *out = 0;
    print_string(text);
}

int main(int count, char **paths) {
    g_mime_init();
    for (int place = 1; place < count; place++) {
        GMimeStream *stream = g_mime_stream_fs_open(paths[place], 0, 0, NULL);
        GMimeParser *parser = g_mime_parser_new_with_stream(stream);
        GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
        if (!message) return 1;
        InternetAddress *from = internet_address_list_get_address(g_mime_message_get_from(message), 0);
        char *texts[2] = {NULL, NULL};
        g_mime_message_foreach(message, find_text, texts);
        printf("{\"subject\":");
        print_string(g_mime_message_get_subject(message));
        printf(",\"name\":");
        print_string(internet_address_get_name(from));
        printf(",\"address\":");
        print_string(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(from)));
        printf(",\"text\":");
        print_text(texts[0]);
        printf(",\"html\":");
        print_text(texts[1]);
        printf(",\"attachments\":[");
        separator = "";
        g_mime_message_foreach(message, print_attachment, NULL);
        printf("]}\n");
        g_object_unref(message);
        g_object_unref(parser);
        g_object_unref(stream);
    }
    return 0;
}
