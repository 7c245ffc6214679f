#pragma once

#include <QObject>
#include <filesystem>
#include <memory>
#include <optional>

#include "ui/session/common/worker.h"
#include "ui/session/draw/own_characters.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::session {

/// Characters that a person draws or drops, to compare drawings with: named, several drawings each. Every change is
/// kept for the next start, and can be taken back. Several windows may keep theirs in one file: what each adds or
/// removes is merged there. Lives on the GUI thread; only the destructor blocks, while it saves.
class OwnSet : public QObject {
    Q_OBJECT
  public:
    static constexpr int maxCharacters = 60;
    enum class Edit { Add, Rename, Remove, Open };

    /// kept: the file to keep the set in, read at once in the background, and until then nothing can be added; empty:
    /// none. A damaged one is put aside under another name, and failed() tells.
    explicit OwnSet(std::filesystem::path kept = {});
    ~OwnSet() override;

    const OwnCharacters& characters() const { return characters_; }
    QString freeName() const;  ///< "character 01", the first that is not taken
    /// Why a drawing cannot be added under this name, or this character (index; -1: a drawing) be renamed to it; empty:
    /// it can.
    QString objection(const QString& name, int renamed = -1) const;

    /// Adds the drawing to the character of that name, or to a new one; does nothing if there is an objection().
    void add(const QString& name, Drawing);
    void rename(int character, const QString& name);
    void removeDrawing(int character, int drawing);  ///< the last one takes its character along
    void removeCharacter(int character);
    /// Makes the change from one to the other in the set as it is now, which another window may have changed too.
    void change(const OwnCharacters& from, const OwnCharacters& to);

    /// As a zip that openDataset reads; saved() or failed() tells.
    void save(const QString& path);
    /// Any data of images with at most maxCharacters characters; the first drawings of each. What is
    /// there gives way; edited() or failed() tells. Names are made valid and different.
    void open(const QString& path);

    SupportSet support() const;  ///< without ways if there are no characters

  Q_SIGNALS:
    void changed();
    void edited(Edit, const OwnCharacters& before, const OwnCharacters& after);  ///< after changed(): by the person
    void opened(int leftOut);  ///< after changed(): so many drawings were beyond OwnCharacter::maxDrawings
    void saved(const QString& path);
    void failed(const QString& fullWords);

  private:
    void edit(Edit, OwnCharacters);
    void set(OwnCharacters);
    void keep();
    void settle();
    void openWaiting();

    std::filesystem::path kept_;
    OwnSetFile known_;
    std::shared_ptr<std::optional<OwnSetExchange>> exchanged_;  ///< by the keeper's last work, until settle()
    bool reading_ = false;                                      ///< kept_
    QString waiting_;                                           ///< to be opened once it is read
    bool unkept_ = false;                                       ///< changes that the file does not hold yet
    OwnCharacters characters_;
    std::unique_ptr<Worker> keeper_;
    Worker saver_{Worker::Priority::Background}, opener_{Worker::Priority::Background};
};

}  // namespace oneshot::session
