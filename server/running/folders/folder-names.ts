/**
 * What people's programs call the folders that every mailbox has. Data: one line a use, names as they are written, compared
 * without regard to case. Used only where a server does not declare a folder's use (RFC 6154).
 */
import type { FolderUse } from '../ports.ts';

const names: Readonly<Record<Exclude<FolderUse, 'inbox' | 'all' | 'flagged' | 'important'>, string>> = {
  sent: `Sent|Sent Items|Sent Messages|Sent Mail|Envoyés|Éléments envoyés|Messages envoyés|Objets envoyés|Courrier envoyé|
    Gesendet|Gesendete Objekte|Gesendete Elemente|Gesendete Nachrichten|Enviados|Elementos enviados|Mensajes enviados|
    Itens enviados|Mensagens enviadas|Inviati|Posta inviata|Elementi inviati|Messaggi inviati|Verzonden|Verzonden items|
    Verzonden berichten|Skickat|Skickade objekt|Sendt|Sendte elementer|Sendt post|Lähetetyt|Elementy wysłane|Wysłane|Odeslané|
    Odeslaná pošta|Odoslané|Elküldött|Elküldött elemek|Trimise|Отправленные|Надіслані|Изпратени|Απεσταλμένα|Gönderilmiş Öğeler|
    Gönderilenler|المرسلة|العناصر المرسلة|פריטים שנשלחו|送信済み|送信済みアイテム|已发送|已发送邮件|已傳送的郵件|보낸 편지함|Poslano|Enviats`,
  drafts: `Drafts|Draft|Brouillons|Brouillon|Entwürfe|Entwurf|Borradores|Borrador|Rascunhos|Bozze|Concepten|Utkast|Kladder|
    Luonnokset|Wersje robocze|Szkice|Koncepty|Rozepsané|Piszkozatok|Schițe|Ciorne|Черновики|Чернетки|Чернови|Πρόχειρα|Taslaklar|
    المسودات|טיוטות|下書き|草稿|草稿箱|임시 보관함|Osnutki|Nacrti|Esborranys`,
  junk: `Junk|Spam|Junk E-mail|Junk Email|Junk Mail|Bulk Mail|Indésirables|Courrier indésirable|Pourriel|Pourriels|Spams|
    Junk-E-Mail|Spamverdacht|Unerwünscht|Correo no deseado|No deseado|Lixo Eletrônico|Lixo eletrónico|Posta indesiderata|
    Indesiderata|Ongewenste e-mail|Ongewenst|Skräppost|Uønsket e-post|Uønsket mail|Søppelpost|Roskaposti|Wiadomości-śmieci|
    Nevyžádaná pošta|Nevyžiadaná pošta|Levélszemét|Mesaje nedorite|Спам|Нежелательная почта|Небажана пошта|Нежелана поща|
    Ανεπιθύμητα|Önemsiz E-posta|بريد غير هام|דואר זבל|迷惑メール|垃圾邮件|垃圾郵件|스팸 메일함|Correu brossa`,
  trash: `Trash|Deleted Items|Deleted Messages|Deleted|Bin|Corbeille|Éléments supprimés|Messages supprimés|Supprimés|Papierkorb|
    Gelöscht|Gelöschte Objekte|Gelöschte Elemente|Papelera|Elementos eliminados|Eliminados|Lixeira|Lixo|Itens Excluídos|
    Itens Eliminados|Cestino|Posta eliminata|Elementi eliminati|Prullenbak|Verwijderde items|Papperskorgen|Borttaget|
    Borttagna objekt|Papirkurv|Slettede elementer|Slettet post|Roskakori|Poistetut|Kosz|Elementy usunięte|Koš|Odstraněná pošta|
    Kôš|Odstránené položky|Kuka|Törölt elemek|Coș de gunoi|Elemente șterse|Корзина|Удаленные|Удалённые|Кошик|Видалені|Кошче|
    Κάδος|Διαγραμμένα|Çöp Kutusu|Silinmiş Öğeler|المحذوفة|סל אשפה|ゴミ箱|削除済みアイテム|已删除|已删除邮件|刪除的郵件|휴지통|Paperera`,
  archive: `Archive|Archives|Archiv|Archivo|Archivos|Arquivo|Archivio|Archief|Arkiv|Arkisto|Archiwum|Archív|Archívum|Arhivă|Архив|
    Архів|Αρχείο|Arşiv|الأرشيف|ארכיון|アーカイブ|存档|封存|보관함|Arxiu`,
};

const uses = new Map(
  Object.entries(names).flatMap(([use, list]) =>
    list.split('|').map((name) => [fold(name), use as FolderUse]),
  ),
);

/** What a folder of this name is for in some language, or undefined. */
export function useByName(name: string): FolderUse | undefined {
  return uses.get(fold(name));
}

function fold(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}
