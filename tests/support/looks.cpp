#include "tests/support/looks.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QHash>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QRadioButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSplitter>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "ui/report/qcustomplot.h"

namespace oneshot::test {
namespace {

constexpr int scale = 2;  // text is looked at twice as large, so that its strokes have whole pixels

double luminance(QRgb colour) {
    const auto linear = [](int value) {
        const double c = value / 255.0;
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(qRed(colour)) + 0.7152 * linear(qGreen(colour)) + 0.0722 * linear(qBlue(colour));
}

double contrast(QRgb a, QRgb b) {
    const double one = luminance(a) + 0.05, other = luminance(b) + 0.05;
    return std::max(one, other) / std::min(one, other);
}

QString textOf(const QWidget& part) {
    if (const auto* label = qobject_cast<const QLabel*>(&part)) return label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(&part)) return button->text();
    if (const auto* box = qobject_cast<const QComboBox*>(&part)) return box->currentText();
    if (const auto* field = qobject_cast<const QLineEdit*>(&part)) return field->text();
    return {};
}

QString nameOf(const QWidget& part) {
    if (!part.objectName().isEmpty()) return part.objectName();
    QString name = QLatin1String(part.metaObject()->className());
    static const QRegularExpression number(QStringLiteral("[0-9][0-9.,:]*"));
    if (const QString text = textOf(part).section(u'\n', 0, 0).left(30); !text.isEmpty())
        name += QStringLiteral(" \"") + QString(text).replace(number, QStringLiteral("#")) + u'"';
    for (const QWidget* around = part.parentWidget(); around; around = around->parentWidget())
        if (!around->objectName().isEmpty() && !around->objectName().startsWith(QStringLiteral("qt_")))
            return around->objectName() + QStringLiteral(" > ") + name;
    return name;
}

QString figures(QSize has, QSize needs) {
    return QStringLiteral("%1 x %2 of %3 x %4")
        .arg(has.width())
        .arg(has.height())
        .arg(needs.width())
        .arg(needs.height());
}

/// Parts that place what is in them themselves: scrolled contents, buttons in fields, a plot's layers.
bool arrangesItsParts(const QWidget& parent) {
    const auto* area = qobject_cast<const QAbstractScrollArea*>(parent.parentWidget());
    return qobject_cast<const QAbstractScrollArea*>(&parent) || (area && area->viewport() == &parent) ||
           qobject_cast<const QComboBox*>(&parent) || qobject_cast<const QAbstractSpinBox*>(&parent) ||
           qobject_cast<const QLineEdit*>(&parent) || qobject_cast<const QCustomPlot*>(&parent) ||
           qobject_cast<const QHeaderView*>(&parent) || qobject_cast<const QSplitter*>(&parent);
}

/// The least size in which nothing of the part's text is cut; invalid where it has none, or tells it in its tooltip.
QSize neededSize(const QWidget& part) {
    if (const auto* label = qobject_cast<const QLabel*>(&part)) {
        if (label->text().isEmpty()) return {};
        if (label->wordWrap()) return {label->minimumSizeHint().width(), label->heightForWidth(label->width())};
        return label->sizeHint();
    }
    if (qobject_cast<const QAbstractButton*>(&part)) return part.sizeHint();
    if (qobject_cast<const QLineEdit*>(&part)) return {0, part.sizeHint().height()};
    if (const auto* box = qobject_cast<const QComboBox*>(&part)) {
        QStyleOptionComboBox option;
        option.initFrom(box);
        const int edge =
            box->width() -
            box->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box).width();
        return {edge + box->fontMetrics().horizontalAdvance(box->currentText()), box->sizeHint().height()};
    }
    return {};
}

/// Where its text is, without the frame and the icon or indicator before it.
QRect textRect(const QWidget& part) {
    const int frame = 3;
    QRect rect =
        qobject_cast<const QLabel*>(&part) ? part.contentsRect() : part.rect().adjusted(frame, frame, -frame, -frame);
    if (const auto* button = qobject_cast<const QAbstractButton*>(&part); button && !button->icon().isNull())
        rect.setLeft(rect.left() + button->iconSize().width() + 8);
    if (qobject_cast<const QCheckBox*>(&part) || qobject_cast<const QRadioButton*>(&part))
        rect.setLeft(rect.left() + part.style()->pixelMetric(QStyle::PM_IndicatorWidth) + 4);
    return rect;
}

class Look {
  public:
    explicit Look(QWidget& window) : window_(window), image_(window.size() * scale, QImage::Format_RGB32) {
        image_.setDevicePixelRatio(scale);
        window.render(&image_);
        QList<QWidget*> parts = window.findChildren<QWidget*>();
        parts.prepend(&window);
        for (const QWidget* part : parts)
            if (part->isVisible() && part->window() == &window) check(*part);
    }

    QMap<QString, QString> faults;

  private:
    void check(const QWidget& part) {
        for (const QWidget* around = part.parentWidget(); around; around = around->parentWidget())
            if (qobject_cast<const QCustomPlot*>(around) || qobject_cast<const QHeaderView*>(around)) return;
        checkSize(part);
        if (const auto* header = qobject_cast<const QHeaderView*>(&part)) checkHeader(*header);
        if (const auto* area = qobject_cast<const QScrollArea*>(&part)) checkColumn(*area);
        if (!arrangesItsParts(part)) checkParts(part);
        checkContrast(part);
    }

    void checkSize(const QWidget& part) {
        const QSize needs = neededSize(part), has = part.size();
        if (!needs.isValid() || (has.width() >= needs.width() && has.height() >= needs.height())) return;
        const bool told = has.height() >= needs.height() && part.toolTip().contains(textOf(part));
        if (!told || textOf(part).isEmpty()) faults[nameOf(part) + QStringLiteral(": cut off")] = figures(has, needs);
    }

    void checkHeader(const QHeaderView& header) {
        if (header.orientation() != Qt::Horizontal) return;
        for (int i = 0; i < header.count(); ++i) {
            if (header.isSectionHidden(i) || header.sectionSize(i) >= header.sectionSizeHint(i)) continue;
            if (!header.model()->headerData(i, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty()) continue;
            faults[QStringLiteral("%1: heading \"%2\" cut off")
                       .arg(header.parentWidget()->objectName(),
                            header.model()->headerData(i, Qt::Horizontal).toString())] =
                QStringLiteral("%1 of %2").arg(header.sectionSize(i)).arg(header.sectionSizeHint(i));
        }
    }

    /// What cannot be scrolled sideways must not be wider than its place.
    void checkColumn(const QScrollArea& area) {
        const QWidget* content = area.widget();
        if (area.horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOff && content &&
            content->width() > area.viewport()->width())
            faults[nameOf(area) + QStringLiteral(": cut off on the right")] =
                figures(area.viewport()->size(), content->size());
    }

    void checkParts(const QWidget& parent) {
        QList<const QWidget*> parts;
        for (const QObject* child : parent.children())
            if (const auto* part = qobject_cast<const QWidget*>(child);
                part && part->isVisible() && !part->isWindow() &&
                !part->testAttribute(Qt::WA_TransparentForMouseEvents))
                parts += part;
        for (qsizetype i = 0; i < parts.size(); ++i) {
            const QRect rect = parts[i]->geometry();
            if (!parent.rect().contains(rect))
                faults[nameOf(*parts[i]) + QStringLiteral(": outside its parent")] = words(rect, parent.rect());
            for (qsizetype j = i + 1; j < parts.size(); ++j)
                if (rect.intersects(parts[j]->geometry()))
                    faults[nameOf(*parts[i]) + QStringLiteral(": overlaps ") + nameOf(*parts[j])] =
                        words(rect, parts[j]->geometry());
        }
    }

    void checkContrast(const QWidget& part) {
        if (textOf(part).trimmed().isEmpty()) return;
        if (const auto* button = qobject_cast<const QToolButton*>(&part);
            button && button->toolButtonStyle() == Qt::ToolButtonIconOnly)
            return;
        const QRect whole = textRect(part), rect = part.visibleRegion().boundingRect() & whole;
        if (rect.width() < 6 || rect.height() < std::min(whole.height(), part.fontMetrics().height()))
            return;  // scrolled away
        const QRect seen(part.mapTo(&window_, rect.topLeft()), rect.size());
        const double found = textContrast(image_.copy(QRect(seen.topLeft() * scale, seen.size() * scale)));
        const double needed = part.isEnabled() ? 4.5 : 3;
        if (found < needed)
            faults[nameOf(part) + QStringLiteral(": contrast below %1").arg(needed)] = QString::number(found, 'f', 2);
    }

    static QString words(const QRect& a, const QRect& b) {
        const auto corners = [](const QRect& rect) {
            return QStringLiteral("(%1, %2, %3 x %4)").arg(rect.x()).arg(rect.y()).arg(rect.width()).arg(rect.height());
        };
        return corners(a) + QStringLiteral(" and ") + corners(b);
    }

    QWidget& window_;
    QImage image_;
};

}  // namespace

double textContrast(const QImage& picture) {
    const QImage image = picture.convertToFormat(QImage::Format_RGB32);
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y) {
        const auto* row = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        for (int x = 0, end = 0; x < image.width(); x = end) {  // most pixels are as the one before
            while (end < image.width() && row[end] == row[x]) ++end;
            counts[row[x]] += end - x;
        }
    }
    QRgb background = 0;
    int most = 0;
    for (auto at = counts.cbegin(); at != counts.cend(); ++at)
        if (at.value() > most) {
            most = at.value();
            background = at.key();
        }
    double largest = 1;
    for (auto at = counts.cbegin(); at != counts.cend(); ++at)
        largest = std::max(largest, contrast(background, at.key()));
    return largest;
}

QMap<QString, QString> faultsOfLook(QWidget& window) {
    return Look(window).faults;
}

}  // namespace oneshot::test
