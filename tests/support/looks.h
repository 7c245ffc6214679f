#pragma once

#include <QMap>
#include <QString>

class QImage;
class QWidget;

namespace oneshot::test {

/// The contrast, 1 to 21 as WCAG 2.1 counts it, between the commonest colour and the one that differs most from it.
double textContrast(const QImage&);

/// What of a window cannot be read or lies over something else, "part: what", with the figures of it: labels, buttons
/// and fields that are too small for their text, columns that are wider than their place, parts that are outside their
/// parent or overlap, and text whose contrast is below 4.5, or 3 where it is disabled. A part is its objectName, or the
/// named part around it with class and text.
QMap<QString, QString> faultsOfLook(QWidget& window);

}  // namespace oneshot::test
