#include "ui/pages/challenge/study_document.h"

#include <QBuffer>
#include <QFont>
#include <QImageReader>
#include <QLocale>
#include <QPainter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextFragment>
#include <QUrl>
#include <algorithm>
#include <iterator>
#include <map>
#include <ranges>
#include <vector>

#include "core/files/file_kind.h"

namespace oneshot::ui {
namespace {

constexpr QSize largestPicture(600, 400);  // px

/// Knows the pictures that were added to it. Where a document knows none, Qt looks for a file.
class ClosedDocument : public QTextDocument {
  public:
    QVariant loadResource(int, const QUrl&) override {
        QImage nothing(1, 1, QImage::Format_ARGB32);
        nothing.fill(Qt::transparent);
        return nothing;
    }
};

/// A part of a document that is changed after it was read.
struct Part {
    int position, length;
    QTextCharFormat format;
};

QString addressOf(qsizetype picture) {
    return QStringLiteral("study:%1").arg(picture);
}

/// Returns the words for a picture without what Markdown would make something of.
QString plainWords(QString words) {
    for (const QChar sign : QStringLiteral("\\`*_<>&~![\n")) words.replace(sign, u' ');
    words = words.simplified();
    return words.isEmpty() ? QStringLiteral("picture") : words;
}

/// Puts addresses in the place of the names of the study's pictures. As they are written, Markdown refuses names with
/// blanks, and Qt leaves out a picture without words and repeats one whose words are formatted.
QString withAddresses(const QString& markdown, const StudyPictures& pictures) {
    constexpr qsizetype longestName = 600;  // with the title behind it
    QString text;
    qsizetype done = 0, from = 0;  // no picture that is not replaced begins before `from`
    for (qsizetype at = markdown.indexOf(QStringLiteral("](")); at >= 0;
         at = markdown.indexOf(QStringLiteral("]("), from)) {
        const QString inner = markdown.mid(at + 2, longestName);
        const qsizetype length = inner.indexOf(u')');
        const QString name = inner.left(length).section(QStringLiteral(" \""), 0, 0).trimmed();
        const auto picture = pictures.find(name.toStdString());
        const QStringView before = QStringView(markdown).sliced(from, at - from);
        const qsizetype begin = before.lastIndexOf(QStringLiteral("!["));
        const QString words = begin < 0 ? QString() : before.sliced(begin + 2).toString();
        if (begin < 0 || length < 0 || words.contains(u']') || picture == pictures.end()) {
            from = at + 2;
            continue;
        }
        text += QStringView(markdown).sliced(done, from + begin - done);
        text += QStringLiteral("![%1](%2)").arg(plainWords(words), addressOf(std::distance(pictures.begin(), picture)));
        done = from = at + 2 + length + 1;
    }
    return text + markdown.sliced(done);
}

/// Decodes a PNG or JPEG file, to no more pixels than a screen of twice the density shows, on white paper: black lines
/// on nothing would not be seen in a dark window. Null: it cannot be read.
QImage decoded(const std::vector<std::uint8_t>& bytes) {
    const FileKind kind = fileKindOf(bytes);
    if (kind != FileKind::Png && kind != FileKind::Jpeg) return {};
    QBuffer buffer;
    buffer.setData(reinterpret_cast<const char*>(bytes.data()), static_cast<int>(bytes.size()));
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, kind == FileKind::Png ? "png" : "jpeg");
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size(), most = 2 * largestPicture;
    if (size.width() > most.width() || size.height() > most.height())
        reader.setScaledSize(size.scaled(most, Qt::KeepAspectRatio));
    const QImage image = reader.read();
    if (!image.hasAlphaChannel()) return image;
    QImage paper(image.size(), QImage::Format_RGB32);
    paper.fill(Qt::white);
    QPainter(&paper).drawImage(0, 0, image);
    return paper;
}

QSize shownSize(QSize picture) {
    const bool isLarge = picture.width() > largestPicture.width() || picture.height() > largestPicture.height();
    return (isLarge ? picture.scaled(largestPicture, Qt::KeepAspectRatio) : picture).expandedTo({1, 1});
}

/// Adds the pictures that the text shows; returns by address in which size.
std::map<QString, QSize> addPictures(QTextDocument& document, const QString& text, const StudyPictures& pictures) {
    std::map<QString, QSize> sizes;
    qsizetype number = 0;
    for (const auto& [name, bytes] : pictures) {
        const QString address = addressOf(number++);
        if (!text.contains(address)) continue;
        const QImage image = decoded(bytes);
        if (image.isNull()) continue;
        document.addResource(QTextDocument::ImageResource, QUrl(address), image);
        sizes[address] = shownSize(image.size());
    }
    return sizes;
}

/// Gives a picture of the study its size; leaves of another one its words.
void finishPicture(QTextCursor& part, const QTextImageFormat& picture, const std::map<QString, QSize>& sizes) {
    const auto size = sizes.find(picture.name());
    if (size == sizes.end()) return part.insertText(picture.stringProperty(QTextFormat::ImageAltText), {});
    QTextCharFormat sized;
    sized.setProperty(QTextFormat::ImageWidth, static_cast<double>(size->second.width()));
    sized.setProperty(QTextFormat::ImageHeight, static_cast<double>(size->second.height()));
    part.mergeCharFormat(sized);
}

void finishLink(QTextCursor& part, QTextCharFormat link) {
    link.setAnchor(false);
    link.setFontUnderline(false);
    for (const QTextFormat::Property property :
         {QTextFormat::AnchorHref, QTextFormat::ForegroundBrush, QTextFormat::TextToolTip})
        link.clearProperty(property);
    part.setCharFormat(link);
}

/// Sets titles somewhat larger than the text, which is much where they are twice as large.
void finishBlocks(QTextDocument& document) {
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const int level = block.blockFormat().headingLevel();
        if (level == 0) continue;
        QTextCharFormat size;
        size.setProperty(QTextFormat::FontSizeAdjustment, std::max(0, 3 - level));  // 1.5, 1.2, 1
        QTextCursor cursor(block);
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        cursor.mergeCharFormat(size);
    }
    QTextBlockFormat first, last;
    first.setTopMargin(0);
    last.setBottomMargin(0);
    QTextCursor(document.begin()).mergeBlockFormat(first);
    QTextCursor(document.lastBlock()).mergeBlockFormat(last);
}

std::vector<Part> partsToFinish(const QTextDocument& document) {
    std::vector<Part> parts;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextFragment fragment = at.fragment();
            const QTextCharFormat format = fragment.charFormat();
            if (format.isImageFormat() || format.isAnchor())
                parts.push_back({fragment.position(), fragment.length(), format});
        }
    return parts;
}

}  // namespace

std::unique_ptr<QTextDocument> studyDocument(const Study& study, const std::string& markdown, const QFont& font) {
    auto document = std::make_unique<ClosedDocument>();
    document->setUndoRedoEnabled(false);
    document->setDefaultFont(font);
    document->setDocumentMargin(0);
    QTextOption option = document->defaultTextOption();
    if (directionOf(study) == Qt::RightToLeft) option.setTextDirection(Qt::RightToLeft);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document->setDefaultTextOption(option);

    const QString text = withAddresses(QString::fromStdString(markdown), study.pictures);
    document->setMarkdown(text, QTextDocument::MarkdownNoHTML);
    const auto sizes = addPictures(*document, text, study.pictures);  // after the text, which takes away all others
    const std::vector<Part> parts = partsToFinish(*document);
    for (const Part& part : parts | std::views::reverse) {  // a change moves what is behind it
        QTextCursor cursor(document.get());
        cursor.setPosition(part.position);
        cursor.setPosition(part.position + part.length, QTextCursor::KeepAnchor);
        if (part.format.isImageFormat())
            finishPicture(cursor, part.format.toImageFormat(), sizes);
        else
            finishLink(cursor, part.format);
    }
    finishBlocks(*document);
    return document;
}

QString wordsOf(const QTextDocument& document) {
    QStringList lines;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QString line;
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextCharFormat format = at.fragment().charFormat();
            line += format.isImageFormat() ? format.stringProperty(QTextFormat::ImageAltText) : at.fragment().text();
        }
        if (!line.trimmed().isEmpty()) lines += line.trimmed();
    }
    return lines.join(u'\n');
}

Qt::LayoutDirection directionOf(const Study& study) {
    return QLocale(QString::fromStdString(study.language)).textDirection();
}

}  // namespace oneshot::ui
