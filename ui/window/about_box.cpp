#include "ui/window/about_box.h"

#include <QApplication>
#include <QIcon>

#include "core/compute/compute.h"
#include "ui/report/qcustomplot.h"

namespace oneshot::ui {

AboutBox::AboutBox(QWidget* parent) : QMessageBox(parent) {
    setObjectName(QStringLiteral("about"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("About the workbench"));
    setIconPixmap(parent->windowIcon().pixmap(64, 64));
    setTextFormat(Qt::RichText);
    setText(tr("<h3>One-Shot Workbench %1</h3>"
               "<p>Train, watch, question and challenge one-shot learners.</p>")
                .arg(QApplication::applicationVersion()));
    setInformativeText(
        tr("Free software under the GNU General Public License, version 3 or later, without any warranty.\n\n"
           "%1\n\n"
           "Qt %2 (LGPL 3), QCustomPlot %3 (GPL 3), LibTorch (BSD), NLopt (LGPL 2.1), libarchive (BSD), "
           "libspng (BSD), libjpeg-turbo (BSD), GIFLIB (MIT), libwebp (BSD), libtiff (libtiff), utf8proc (MIT), "
           "UTF8-CPP (BSL), Eigen (MPL 2), {fmt} (MIT), zlib (zlib), nlohmann JSON (MIT), CLI11 (BSD), Boost (BSL), "
           "OpenSSL (Apache 2). "
           "Series colours: Okabe and Ito.")
            .arg(QString::fromStdString(computeDescription()), QLatin1String(qVersion()),
                 QStringLiteral(QCUSTOMPLOT_VERSION_STR)));
    setStandardButtons(Close);
}

}  // namespace oneshot::ui
